package io.shidao.adapters.rtsp.rtp;

/**
 * How long a unit waited on its way, so that its capture can be told from its arrival. The way through camera and network
 * varies; RTP timestamps are even, but of an unknown zero. The shortest distance between the two that was seen in the last
 * one to two minutes is the way without waiting; what a unit took longer is its delay. Two windows bound the drift between
 * the camera's crystal and ours: 100 ppm make 12 ms in that time. A delay above {@link #MAX_DELAY_MICROS} means that the
 * timestamps jumped: the search starts anew. Both times run evenly, so it does not matter when somebody sets a clock. What
 * the camera itself needs for a picture, and the shortest way, cannot be seen from here. Used by one thread.
 */
public final class ArrivalDelay {
    private static final long WINDOW_MICROS = 60_000_000;
    private static final long MAX_DELAY_MICROS = 5_000_000;

    private boolean started;
    private long windowStart;
    private long shortest;
    private long shortestBefore;

    /**
     * The delay of the next unit, 0 to 5 s in µs.
     *
     * @param ticks RTP timestamp without wrap-around, 1/90000 s
     * @param arrivalNanos when the unit was complete, {@link System#nanoTime}
     */
    public long micros(long ticks, long arrivalNanos) {
        long arrival = arrivalNanos / 1000;
        long distance = arrival - RtpTime.micros(ticks);
        if (!started) {
            restart(arrival, distance);
        } else if (arrival - windowStart > WINDOW_MICROS) {
            windowStart = arrival;
            shortestBefore = shortest;
            shortest = distance;
        }
        shortest = Math.min(shortest, distance);
        long delay = distance - Math.min(shortest, shortestBefore);
        if (delay > MAX_DELAY_MICROS) {
            restart(arrival, distance);
            return 0;
        }
        return delay;
    }

    private void restart(long arrival, long distance) {
        started = true;
        windowStart = arrival;
        shortest = distance;
        shortestBefore = distance;
    }
}
