package io.shidao.analyzer;

import io.shidao.analyzer.session.SessionState;
import io.shidao.analyzer.time.Intervals;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A session that a worker has in memory. Not thread-safe. */
final class LiveSession {
    final SessionState state;
    /** Of the directory when plan, roster and claims were read. */
    long revision;
    /** {@link System#nanoTime()} of the last look at the revision. */
    long refreshedAtNanos = System.nanoTime();
    /** Whether it was told that the source is lost now. */
    boolean lossTold;

    /** Capture time of the newest sample in which people were searched for; null before the first. */
    @Nullable
    Instant searchedAt;

    /** The sampling interval that ingest was last asked for; null while none was. */
    @Nullable
    Duration askedInterval;

    @Nullable
    Instant askedAt;

    /** Whether somebody was looking at the room when its newest sample came. */
    boolean watched;

    /** In the order in which the worker's sessions take turns when it is behind; negative before it had to know. */
    int place = -1;

    private Instant reachedAt = Instant.MIN;

    LiveSession(SessionState state, long revision) {
        this.state = state;
        this.revision = revision;
    }

    /** Something came that happened at this time. */
    void reached(Instant at) {
        reachedAt = Intervals.later(reachedAt, at);
    }

    Instant reachedAt() {
        return reachedAt;
    }
}
