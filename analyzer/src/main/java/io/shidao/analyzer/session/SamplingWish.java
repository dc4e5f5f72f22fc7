package io.shidao.analyzer.session;

import io.shidao.analyzer.decide.Decision;
import io.shidao.analyzer.replay.ReplayConfig;
import io.shidao.analyzer.time.Intervals;
import io.shidao.analyzer.track.Track;
import java.time.Duration;
import java.time.Instant;

/** How often a session's camera should be sampled for what is still open in it. Stateless. */
public final class SamplingWish {
    private final SamplingConfig config;
    private final ReplayConfig replay;
    private final int eagerLooks;

    /** @param eagerLooks after so many looks, more of them soon after one another tell nothing new */
    public SamplingWish(SamplingConfig config, ReplayConfig replay, int eagerLooks) {
        this.config = config;
        this.replay = replay;
        this.eagerLooks = eagerLooks;
    }

    /**
     * Quickly while somebody in sight is new, or may become a case; as often as footage is looked at, once there are
     * pictures; else as planned, never more seldom.
     */
    public Duration interval(SessionState session) {
        Duration planned = session.plan().policy().samplingInterval();
        Duration searched = isOpen(session) ? shorter(config.quickInterval(), planned) : planned;
        return replay.enabled() && session.newestAt() != null ? shorter(replay.lookEvery(), searched) : searched;
    }

    /** Whether a sample that comes between two planned ones need only be looked at: nobody has to be searched for in it. */
    public boolean isBetween(SessionState session, Instant searchedAt, Instant at) {
        Duration planned = session.plan().policy().samplingInterval();
        Instant due = searchedAt.plus(planned).minus(replay.lookEvery().dividedBy(2));
        return replay.enabled() && at.isAfter(searchedAt) && at.isBefore(due) && !isOpen(session);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Whether somebody in sight is new, or may become a case. */
    public boolean isOpen(SessionState session) {
        return session.tracks().tracks().stream().anyMatch(track -> isOpen(track, session));
    }

    private boolean isOpen(Track track, SessionState session) {
        Instant newest = session.newestAt();
        if (track.claimant() != null
                || track.seen().isEmpty()
                || !track.seen().last().equals(newest)) {
            return false;
        }
        if (track.decision().isOutsider()) {
            Duration stay = session.plan().policy().outsiderAfter();
            return Intervals.total(track.seen().list()).compareTo(stay) < 0;
        }
        return track.decision() instanceof Decision.Undecided && track.embedded() > 0 && track.embedded() < eagerLooks;
    }
}
