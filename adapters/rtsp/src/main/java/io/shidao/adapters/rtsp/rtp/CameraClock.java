package io.shidao.adapters.rtsp.rtp;

import java.time.Instant;
import java.util.Optional;

/**
 * The camera's own clock, from its sender reports: each tells one moment both as an RTP timestamp and as NTP time
 * (RFC 3550, section 6.4.1). Used by one thread.
 */
final class CameraClock {
    /** From 1900 to 1970, s (RFC 5905, figure 4). */
    private static final long NTP_TO_UNIX = 2_208_988_800L;
    /** NTP seconds below this belong to the era that begins in 2036. */
    private static final long ERA_SPLIT = 0x8000_0000L;

    private boolean known;
    private long reportTicks;
    private long reportMicros;

    /**
     * Takes a sender report.
     *
     * @param ticks its RTP timestamp without wrap-around
     * @param ntp its NTP timestamp: seconds since 1900 in the upper, fractions in the lower 32 bits
     */
    void report(long ticks, long ntp) {
        if (ntp == 0) {
            return; // a camera without a clock (RFC 3550, section 6.4.1)
        }
        long seconds = ntp >>> 32;
        long era = seconds < ERA_SPLIT ? 1L << 32 : 0;
        long fraction = ((ntp & 0xffff_ffffL) * 1_000_000) >>> 32;
        reportMicros = (seconds + era - NTP_TO_UNIX) * 1_000_000 + fraction;
        reportTicks = ticks;
        known = true;
    }

    /** When the camera says that it took a picture; empty before its first report. */
    Optional<Instant> at(long ticks) {
        if (!known) {
            return Optional.empty();
        }
        long micros = reportMicros + RtpTime.micros(ticks - reportTicks);
        return Optional.of(
                Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000));
    }
}
