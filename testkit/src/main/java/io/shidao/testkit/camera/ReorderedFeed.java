package io.shidao.testkit.camera;

import io.shidao.kernel.media.Codec;

/** Tells other times of presentation. Used by one thread at a time. */
final class ReorderedFeed implements VideoFeed {
    /** Of I or P, B, B: sent before the two that are shown before it. */
    private static final int[] SHOWN_LATER = {2, -1, -1};

    private final VideoFeed feed;
    private int sinceKey = -1;

    ReorderedFeed(VideoFeed feed) {
        this.feed = feed;
    }

    @Override
    public int framesPerSecond() {
        return feed.framesPerSecond();
    }

    @Override
    public Codec codec() {
        return feed.codec();
    }

    @Override
    public byte[] next() {
        byte[] unit = feed.next();
        sinceKey = AnnexB.isKey(codec(), AnnexB.nals(unit)) ? 0 : sinceKey + 1;
        return unit;
    }

    @Override
    public int shownLater() {
        // one frame of delay for all keeps every picture from being shown before it was sent
        return 1 + (sinceKey == 0 ? 0 : SHOWN_LATER[(sinceKey - 1) % 3]);
    }
}
