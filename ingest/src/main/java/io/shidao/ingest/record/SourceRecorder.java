package io.shidao.ingest.record;

import io.shidao.ingest.fmp4.Fmp4Muxer;
import io.shidao.ingest.fmp4.Fragment;
import io.shidao.ingest.fmp4.LeftOut;
import io.shidao.ingest.fmp4.Muxed;
import io.shidao.ingest.tap.UnitTap;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.AccessUnit;
import io.shidao.kernel.media.SourceState;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Records one source: puts its units into groups of pictures, keeps the newest in a ring, and cuts those that are
 * wanted into segments. All memory it holds is reserved from the budget. Thread-safe; never waits for a disk.
 */
public final class SourceRecorder implements UnitTap {
    private final SourceId source;
    private final RunningSessions sessions;
    private final RecordingConfig config;
    private final MemoryBudget budget;
    private final SegmentWriter writer;
    private final long mostBytes;
    private final Fmp4Muxer muxer = new Fmp4Muxer();
    private final Deque<PictureGroup> ring = new ArrayDeque<>();
    private RecordingPolicy policy;
    private OpenSegment segment = new OpenSegment();
    private @Nullable PictureGroup group;
    private @Nullable SessionId session;
    private @Nullable GapReason missing;
    private Instant missingSince = Instant.MIN;
    private Instant wantedUntil = Instant.MIN;

    SourceRecorder(
            SourceId source,
            RecordingPolicy policy,
            RunningSessions sessions,
            RecordingConfig config,
            MemoryBudget budget,
            SegmentWriter writer) {
        this.source = source;
        this.policy = policy;
        this.sessions = sessions;
        this.config = config;
        this.budget = budget;
        this.writer = writer;
        mostBytes = (long) config.segmentMegabytes() << 20;
    }

    /** Changes what is recorded from now on. */
    public synchronized void policy(RecordingPolicy wanted) {
        if (policy != wanted) {
            endGroup();
            cut();
            emptyRing();
            policy = wanted;
            muxer.interrupted();
        }
    }

    /**
     * Something happened: keeps what the ring has since shortly before it began, and what comes after it was raised.
     *
     * @param began not after {@code raised}, else that counts
     */
    public synchronized void keepAround(Instant began, Instant raised) {
        if (policy != RecordingPolicy.AROUND_ANOMALIES) {
            return;
        }
        Instant until = raised.plus(config.postRoll());
        wantedUntil = until.isAfter(wantedUntil) ? until : wantedUntil;
        Instant from = (began.isBefore(raised) ? began : raised).minus(config.preRoll());
        while (!ring.isEmpty()) {
            PictureGroup oldest = ring.removeFirst();
            if (oldest.to().isAfter(from)) {
                append(oldest);
            } else {
                budget.release(oldest.bytes());
            }
        }
    }

    @Override
    public synchronized void accessUnit(AccessUnit unit) {
        @Nullable SessionId running = sessions.at(unit.capturedAt()).orElse(null);
        if (running == null || !running.equals(session)) {
            leaveSession();
            session = running;
        }
        if (running == null || policy == RecordingPolicy.OFF) {
            return;
        }
        Muxed muxed = muxer.add(unit);
        if (muxed instanceof Fragment fragment) {
            take(fragment);
        } else if (muxed != LeftOut.BEFORE_KEY) {
            breakOff(GapReason.UNREADABLE, unit.capturedAt());
        }
    }

    private void take(Fragment fragment) {
        if (fragment.key()) {
            if (group != null) {
                group.endsAt(fragment.capturedAt());
            }
            endGroup();
            resume(fragment.capturedAt());
            group = new PictureGroup(fragment);
        }
        PictureGroup open = group;
        if (open == null) {
            return;
        }
        long size = fragment.bits().size();
        if (open.bytes() + size > mostBytes || !budget.reserve(size)) {
            Instant since = open.from();
            budget.release(open.bytes());
            group = null;
            breakOff(GapReason.OVERLOADED, since);
            return;
        }
        open.add(fragment);
    }

    /** Nothing comes until the next key unit; what there was is kept. */
    private void breakOff(GapReason reason, Instant since) {
        endGroup();
        cut();
        muxer.interrupted();
        if (missing == null) {
            missing = reason;
            missingSince = since;
        }
    }

    private void resume(Instant at) {
        GapReason reason = missing;
        SessionId here = session;
        missing = null;
        boolean wanted = policy == RecordingPolicy.CONTINUOUS || missingSince.isBefore(wantedUntil);
        if (reason != null && here != null && wanted && at.isAfter(missingSince)) {
            writer.note(new RecordingGap(source, here, missingSince, at, reason));
        }
    }

    private void endGroup() {
        PictureGroup ended = group;
        group = null;
        if (ended == null) {
            return;
        }
        if (policy == RecordingPolicy.CONTINUOUS || ended.from().isBefore(wantedUntil)) {
            append(ended);
            return;
        }
        cut();
        ring.addLast(ended);
        trimRing(ended.to().minus(budget.isHalfUsed() ? config.preRoll() : config.reach()));
    }

    private void trimRing(Instant from) {
        while (!ring.isEmpty() && !ring.getFirst().to().isAfter(from)) {
            budget.release(ring.removeFirst().bytes());
        }
    }

    private void append(PictureGroup wanted) {
        if (!segment.fits(wanted, mostBytes)) {
            cut();
        }
        segment.add(wanted);
        if (segment.length().compareTo(config.segment()) >= 0) {
            cut();
        }
    }

    private void cut() {
        SessionId here = session;
        OpenSegment finished = segment;
        if (finished.isEmpty()) {
            return;
        }
        segment = new OpenSegment();
        if (here == null || !finished.to().isAfter(finished.from())) {
            budget.release(finished.bytes());
        } else {
            writer.write(finished.finish(source, here));
        }
    }

    private void emptyRing() {
        ring.forEach(left -> budget.release(left.bytes()));
        ring.clear();
    }

    private void leaveSession() {
        endGroup();
        cut();
        emptyRing();
        muxer.interrupted();
        missing = null;
        wantedUntil = Instant.MIN;
    }

    @Override
    public synchronized void interrupted(SourceState why) {
        PictureGroup open = group;
        Instant since = open != null ? open.to() : segment.isEmpty() ? Instant.MAX : segment.to();
        if (since.equals(Instant.MAX) && !ring.isEmpty()) {
            since = ring.getLast().to();
        }
        if (session != null && since.isBefore(Instant.MAX)) {
            breakOff(GapReason.SOURCE_LOST, since);
        } else {
            muxer.interrupted();
        }
    }

    @Override
    public synchronized void closed() {
        leaveSession();
        session = null;
    }
}
