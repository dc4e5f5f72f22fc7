package io.shidao.adapters.rtsp.rtp;

/** Times of video packets: both payload formats count in 1/90000 s. */
public final class RtpTime {
    static final int TICKS_PER_SECOND = 90_000;

    private RtpTime() {}

    /** Ticks in µs, rounded to the nearest. */
    public static long micros(long ticks) {
        return Math.floorDiv(ticks * 100 + 4, 9L);
    }
}
