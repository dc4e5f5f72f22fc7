package io.shidao.kernel.face;

/**
 * Port: how much a face looks like a presentation attack (ISO/IEC 30107-1), i.e. like an instrument held before the
 * camera, a print or a screen, instead of a bona fide presentation. Advisory: it errs often, so what it says is a hint
 * for a person and decides nothing. Thread-safe.
 */
public interface PresentationAttackDetector {
    /** 0, a bona fide presentation for certain, to 1, an attack for certain. */
    double attackScore(Picture picture, Box face);
}
