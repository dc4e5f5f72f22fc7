package io.shidao.adapters.rtsp.rtp;

/**
 * Sequence numbers and jitter of one sender (RFC 3550, sections 6.4.1 and A.1, A.3, A.8). Over TCP packets cannot
 * overtake each other, so a number that is not the next one means loss, or a repetition. Used by one thread.
 */
final class ReceptionStatistics {
    /** A step further back than this is no repetition but a new start. */
    private static final int MAX_REPETITION = 100;

    private static final int TICKS_PER_MILLISECOND = 90;

    private long firstSequence;
    private long highest;
    private long received;
    private long expectedBefore;
    private long receivedBefore;
    private long lastTransit;
    private boolean hasTransit;
    /** Sixteenfold, as in RFC 3550, section A.8. */
    private long jitter;

    ReceptionStatistics(int firstSequence) {
        this.firstSequence = firstSequence;
        this.highest = firstSequence - 1L;
    }

    /**
     * Takes the next packet's sequence number.
     *
     * @return how many packets are missing before it; negative when it came before
     */
    int next(int sequence) {
        int step = (short) (sequence - (int) (highest + 1));
        if (step < 0 && step >= -MAX_REPETITION) {
            return step;
        }
        received++;
        if (step < 0) {
            // a new start: how much is missing is unknown, one packet stands for it
            long jump = (1 << 16) + (long) step;
            firstSequence += jump - 1;
            highest += jump + 1;
            return 1;
        }
        highest += step + 1L;
        return step;
    }

    /** @param ticks the packet's RTP timestamp */
    void arrived(long ticks, long nanos) {
        long transit = nanos / 1000 * TICKS_PER_MILLISECOND / 1000 - ticks;
        if (hasTransit) {
            long difference = Math.min(Math.abs(transit - lastTransit), 1L << 32);
            jitter += difference - ((jitter + 8) >> 4);
        }
        lastTransit = transit;
        hasTransit = true;
    }

    long highestSequence() {
        return highest;
    }

    /** Clamped to the 24 bits that a report has. */
    int cumulativeLost() {
        long lost = expected() - received;
        return (int) Math.max(-0x800000, Math.min(0x7fffff, lost));
    }

    long jitterTicks() {
        return jitter >> 4;
    }

    private long expected() {
        return highest - firstSequence + 1;
    }

    /** Share lost since this was asked last, in 1/256. */
    int fractionLost() {
        long expected = expected() - expectedBefore;
        long lost = expected - (received - receivedBefore);
        expectedBefore = expected();
        receivedBefore = received;
        return expected <= 0 || lost <= 0 ? 0 : (int) Math.min(255, (lost << 8) / expected);
    }
}
