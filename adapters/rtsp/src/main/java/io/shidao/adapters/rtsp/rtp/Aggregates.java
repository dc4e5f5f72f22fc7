package io.shidao.adapters.rtsp.rtp;

/** What both payload formats do with a packet of several NAL units. */
final class Aggregates {
    private Aggregates() {}

    /** Without its last part the unit is damaged. */
    static boolean isWhole(boolean whole, UnitAssembly unit) {
        if (!whole) {
            unit.damage();
        }
        return whole;
    }
}
