package io.shidao.ingest.fmp4;

import io.shidao.kernel.media.Payload;
import java.time.Instant;

/**
 * One access unit as {@code moof} and {@code mdat} (ISO/IEC 14496-12, 8.8).
 *
 * @param init what it needs before it; the same object as long as it stays the same
 * @param key whether a player can start here
 * @param presentation when to show it, on the timeline of the muxer, in 1/90000 s
 * @param duration how long to show it as far as is known when it comes, in 1/90000 s
 * @param capturedAt when the camera took it
 */
public record Fragment(
        InitSegment init, boolean key, long presentation, long duration, Instant capturedAt, Payload bits)
        implements Muxed {
    /** Ticks of a second on the timeline. */
    public static final int TIMESCALE = 90_000;

    /** {@link #presentation} in µs, the clock of a player. */
    public long presentationMicros() {
        return presentation * 100 / 9;
    }
}
