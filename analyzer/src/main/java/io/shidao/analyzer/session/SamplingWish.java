package io.shidao.analyzer.session;

import io.shidao.analyzer.decide.Decision;
import io.shidao.analyzer.time.Intervals;
import io.shidao.analyzer.track.Track;
import java.time.Duration;
import java.time.Instant;

/** How often a session's camera should be sampled for what is still open in it. Stateless. */
public final class SamplingWish {
    private final SamplingConfig config;
    private final int eagerLooks;

    /** @param eagerLooks after so many looks, more of them soon after one another tell nothing new */
    public SamplingWish(SamplingConfig config, int eagerLooks) {
        this.config = config;
        this.eagerLooks = eagerLooks;
    }

    /** Quickly while somebody in sight is new, or may become a case; else as planned, never more seldom. */
    public Duration interval(SessionState session) {
        Duration planned = session.plan().policy().samplingInterval();
        boolean open = session.tracks().tracks().stream().anyMatch(track -> isOpen(track, session));
        return open && config.quickInterval().compareTo(planned) < 0 ? config.quickInterval() : planned;
    }

    private boolean isOpen(Track track, SessionState session) {
        Instant newest = session.newestAt();
        if (track.seen().isEmpty() || !track.seen().last().equals(newest)) {
            return false;
        }
        if (track.decision().isOutsider()) {
            Duration stay = session.plan().policy().outsiderAfter();
            return Intervals.total(track.seen().list()).compareTo(stay) < 0;
        }
        return track.decision() instanceof Decision.Undecided && track.embedded() > 0 && track.embedded() < eagerLooks;
    }
}
