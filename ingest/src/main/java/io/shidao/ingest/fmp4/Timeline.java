package io.shidao.ingest.fmp4;

/**
 * Decides when each unit is decoded and shown, in ticks of 1/90000 s, without waiting for the next one.
 *
 * <p>Only presentation times are known, and the duration of a unit is known only when the next one comes, which would
 * cost a live view one picture of delay. So a unit is said to last as long as the step before it. Without B-frames the
 * decode time is the presentation time. Once a time has gone back, decode times go on by even steps, and the
 * composition offset, which may be negative (trun version 1), makes up the difference; after a group of pictures the step
 * is known, and after two the lead that keeps the offset from being negative.
 *
 * <p>Players of Media Source Extensions throw away everything up to the next key unit when a decode time is more than
 * two durations after the one before ("coded frame processing", step 6). So it never is, except at a key unit.
 * Used by one thread.
 */
final class Timeline {
    private static final long FIRST_STEP = Fragment.TIMESCALE / 25;
    private static final long LONGEST_STEP = 10L * Fragment.TIMESCALE;
    /** No coder orders pictures further apart than this. */
    private static final long MOST_REORDER = 2L * Fragment.TIMESCALE;

    private boolean started;
    private long origin;
    private long step = FIRST_STEP;
    private long highest;
    private long decode;
    private long presentation;
    private long delay;
    private long wantedDelay;
    private boolean reorders;
    private boolean measured;
    private long groupStart;
    private int groupSize;

    /**
     * Places the next unit.
     *
     * @param micros presentation time on the stream's clock
     * @return false when the time is not one of this group of pictures; nothing has changed then
     */
    boolean next(long micros, boolean key) {
        long ticks = ticks(micros);
        if (!started || key && isJump(ticks - origin)) {
            restart(ticks);
            return true;
        }
        if (isJump(ticks - origin)) {
            return false;
        }
        place(ticks - origin, key);
        return true;
    }

    private static long ticks(long micros) {
        return Math.multiplyExact(Math.floorDiv(micros, 100L), 9L) + Math.floorMod(micros, 100L) * 9 / 100;
    }

    private boolean isJump(long time) {
        return time < highest - MOST_REORDER || time > highest + LONGEST_STEP;
    }

    /** The timeline goes on where it was, whatever the stream's clock says. */
    private void restart(long ticks) {
        long at = started ? Math.max(highest, decode) + step : 0;
        origin = ticks - at;
        started = true;
        presentation = at;
        decode = at;
        highest = at;
        beginGroup(at);
        groupSize = 1;
    }

    private void place(long time, boolean key) {
        reorders |= !key && time < highest;
        if (key) {
            endGroup(time);
        }
        if (reorders) {
            decode = Math.max(decode + 1, evenTime(time, key));
        } else {
            decode = Math.max(decode + 1, key ? time : Math.min(time, decode + 2 * step));
            step = Math.min(LONGEST_STEP, Math.max(1, time - presentation));
        }
        presentation = time;
        highest = Math.max(highest, time);
        groupSize++;
    }

    /** Also learns how far decoding has to be ahead, for the groups to come. */
    private long evenTime(long time, boolean key) {
        if (!measured && !key) {
            step = Math.min(step, Math.max(1, Math.abs(time - presentation)));
        }
        long sinceKey = groupSize * step;
        if (measured) {
            wantedDelay = Math.max(wantedDelay, sinceKey - (time - groupStart));
        }
        return groupStart - delay + sinceKey;
    }

    /** From key to key the mean step is right in whatever order the pictures come. */
    private void endGroup(long time) {
        if (reorders && time > groupStart) {
            step = Math.min(LONGEST_STEP, Math.max(1, (time - groupStart) / groupSize));
            measured = true;
        }
        beginGroup(time);
    }

    private void beginGroup(long time) {
        delay = Math.min(MOST_REORDER, Math.max(delay, wantedDelay));
        groupStart = time;
        groupSize = 0;
    }

    long decode() {
        return decode;
    }

    long presentation() {
        return presentation;
    }

    int offset() {
        return (int) (presentation - decode);
    }

    long duration() {
        return step;
    }
}
