package io.shidao.adapters.rtsp.rtp;

/**
 * When a unit was captured, on our clock. Its arrival is late by the way through camera and network, which varies; its
 * RTP timestamp is even, but of an unknown zero. The shortest distance between the two that was seen in the last one to
 * two minutes is the way without waiting: timestamp plus that distance is the capture, smoothed. Two windows bound the
 * drift between both clocks: 100 ppm make 12 ms in that time. A unit never counts as captured after its arrival, nor more
 * than {@link #MAX_DELAY_MICROS} before: then the camera's clock jumped, and the search starts anew. What the camera
 * itself needs for a picture, and the shortest way, cannot be seen from here. Used by one thread.
 */
public final class CaptureTimes {
    private static final long WINDOW_MICROS = 60_000_000;
    private static final long MAX_DELAY_MICROS = 5_000_000;

    private long windowStart = Long.MIN_VALUE;
    private long shortest = Long.MAX_VALUE;
    private long shortestBefore = Long.MAX_VALUE;

    /**
     * The time of capture, µs since 1970.
     *
     * @param ticks RTP timestamp without wrap-around, 1/90000 s
     * @param arrivalMicros when the unit was complete, µs since 1970
     */
    public long captured(long ticks, long arrivalMicros) {
        long media = micros(ticks);
        long distance = arrivalMicros - media;
        if (windowStart == Long.MIN_VALUE || Math.abs(arrivalMicros - windowStart) > 2 * WINDOW_MICROS) {
            restart(arrivalMicros, distance);
        } else if (arrivalMicros - windowStart > WINDOW_MICROS) {
            windowStart = arrivalMicros;
            shortestBefore = shortest;
            shortest = distance;
        }
        shortest = Math.min(shortest, distance);
        long delay = distance - Math.min(shortest, shortestBefore);
        if (delay > MAX_DELAY_MICROS) {
            restart(arrivalMicros, distance);
            delay = 0;
        }
        return arrivalMicros - delay;
    }

    private void restart(long arrivalMicros, long distance) {
        windowStart = arrivalMicros;
        shortest = distance;
        shortestBefore = distance;
    }

    /** Ticks of 1/90000 s in µs, rounded to the nearest. */
    public static long micros(long ticks) {
        return Math.floorDiv(ticks * 100 + 4, 9);
    }
}
