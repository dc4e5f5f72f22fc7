package io.shidao.analyzer.replay;

/**
 * How well what moved at a lag explains what moves now.
 *
 * @param lag milliseconds
 * @param explained blocks of which less than {@value #EXPLAINED} of the movement is left when the past's is taken off
 * @param blocks in which something moves
 * @param rest mean share of the movement that is left: 0 for the same again, 2 for movement that has nothing to do with it
 */
record Match(long lag, int explained, int blocks, double rest) {
    static final double EXPLAINED = 0.5;

    /** Of the blocks that are explained, 0 to 1. */
    double share() {
        return (double) explained / blocks;
    }
}
