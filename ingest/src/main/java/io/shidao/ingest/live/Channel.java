package io.shidao.ingest.live;

import io.shidao.ingest.fmp4.Fmp4Muxer;
import io.shidao.ingest.fmp4.Fragment;
import io.shidao.ingest.fmp4.InitSegment;
import io.shidao.ingest.fmp4.LeftOut;
import io.shidao.ingest.fmp4.Muxed;
import io.shidao.ingest.tap.UnitTap;
import io.shidao.kernel.media.AccessUnit;
import io.shidao.kernel.media.LivePiece;
import io.shidao.kernel.media.SourceState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One watched source: its muxer, the newest group of pictures, and its viewers. Thread-safe. */
final class Channel implements UnitTap {
    private static final int MOST_PICTURES = 2000;

    private final int maxGroupBytes;
    private final LiveMetrics metrics;
    private final Consumer<Channel> over;
    private final Fmp4Muxer muxer = new Fmp4Muxer();
    private final List<ViewerFeed> viewers = new ArrayList<>();
    private final List<LivePiece.Picture> group = new ArrayList<>();
    private int groupBytes;
    private @Nullable InitSegment init;
    private LivePiece.@Nullable Start start;
    private boolean ended;

    /** @param over called when the source has left this node; must not wait */
    Channel(int maxGroupBytes, LiveMetrics metrics, Consumer<Channel> over) {
        this.maxGroupBytes = maxGroupBytes;
        this.metrics = metrics;
        this.over = over;
    }

    /** False when the channel has ended. The newest group comes at once. */
    synchronized boolean join(ViewerFeed viewer) {
        if (ended) {
            return false;
        }
        viewers.add(viewer);
        LivePiece.Start begun = start;
        if (begun != null) {
            group.forEach(picture -> viewer.offer(begun, picture));
        }
        return true;
    }

    /** True when nobody is left. */
    synchronized boolean leave(ViewerFeed viewer) {
        viewers.remove(viewer);
        return viewers.isEmpty();
    }

    @Override
    public synchronized void accessUnit(AccessUnit unit) {
        Muxed muxed = muxer.add(unit);
        if (muxed instanceof LeftOut why) {
            metrics.leftOut(why);
        } else if (muxed instanceof Fragment fragment) {
            metrics.fragment();
            show(fragment);
        }
    }

    private void show(Fragment fragment) {
        LivePiece.Start needed = start;
        if (needed == null || !fragment.init().equals(init)) {
            init = fragment.init();
            needed = new LivePiece.Start(init.mediaType(), init.width(), init.height(), init.bits());
            start = needed;
        }
        LivePiece.Picture picture = new LivePiece.Picture(
                fragment.key(), fragment.presentationMicros(), fragment.capturedAt(), fragment.bits());
        keep(picture);
        for (ViewerFeed viewer : viewers) {
            viewer.offer(needed, picture);
        }
    }

    private void keep(LivePiece.Picture picture) {
        if (picture.key()) {
            forget();
        } else if (group.isEmpty()) {
            return;
        }
        groupBytes += picture.bits().size();
        group.add(picture);
        if (groupBytes > maxGroupBytes || group.size() > MOST_PICTURES) {
            forget();
        }
    }

    private void forget() {
        group.clear();
        groupBytes = 0;
    }

    @Override
    public synchronized void interrupted(SourceState why) {
        muxer.interrupted();
        forget();
        viewers.forEach(viewer -> viewer.tell(new LivePiece.Break(why)));
    }

    @Override
    public void closed() {
        synchronized (this) {
            ended = true;
            forget();
            viewers.forEach(viewer -> viewer.tell(new LivePiece.End()));
        }
        over.accept(this);
    }
}
