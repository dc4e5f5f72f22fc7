package io.shidao.analyzer;

import io.shidao.analyzer.session.SamplingConfig;
import io.shidao.analyzer.session.SamplingWish;
import io.shidao.kernel.bus.Bus;
import io.shidao.kernel.session.SessionPlan;
import io.shidao.proto.bus.v1.SamplingAsked;
import io.shidao.wire.Times;
import io.shidao.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks ingest to sample a session's camera as often as is worth it. Only advice: it is sent after the commit, by nobody
 * waited for, and when it gets lost the camera is sampled as planned. While the worker is behind only a share of the
 * sessions is asked for, in turns: those with somebody undecided, or looked at, before the others. Used by one thread.
 */
final class SamplingAdvice {
    private static final Logger LOG = LoggerFactory.getLogger(SamplingAdvice.class);

    /** Every session has its turn in it, at one go: a search for replays needs half a minute of looks in a row. */
    static final Duration ROUND = Duration.ofMinutes(5);
    /** Its multiples are spread evenly over a round, whichever sessions are over meanwhile. */
    private static final double GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

    private final Bus bus;
    private final SamplingWish wish;
    private final Duration renewEvery;
    private final Backlog backlog;
    private final LongSupplier ticker;
    private int places;

    /** @param ticker nanoseconds that only move forward */
    SamplingAdvice(Bus bus, SamplingConfig config, SamplingWish wish, Backlog backlog, LongSupplier ticker) {
        this.bus = bus;
        this.wish = wish;
        this.renewEvery = config.renewEvery();
        this.backlog = backlog;
        this.ticker = ticker;
    }

    /** Tells what has changed, and again what differs from the plan when it was told long ago. */
    void give(LiveSession session, Instant now) {
        SessionPlan plan = session.state.plan();
        if (plan.kind().isOnline()) {
            return;
        }
        Duration planned = plan.policy().samplingInterval();
        boolean asPlanned = session.state.isConcluded() || !isItsTurn(session);
        Duration interval = asPlanned ? planned : wish.interval(session.state);
        // who had the session before may have asked for more than there is time for now
        boolean untold = session.askedInterval == null && backlog.share() < 1;
        Duration before = session.askedInterval == null ? planned : session.askedInterval;
        boolean old = session.askedAt == null
                || Duration.between(session.askedAt, now).compareTo(renewEvery) >= 0;
        if (untold || !interval.equals(before) || (old && !interval.equals(planned))) {
            session.askedInterval = interval;
            session.askedAt = now;
            send(plan, interval, now);
        }
    }

    /** Always, unless the worker is behind. */
    private boolean isItsTurn(LiveSession session) {
        double share = backlog.share();
        if (share >= 1) {
            return true;
        }
        boolean first = session.watched || wish.isOpen(session.state);
        double ofThese = first ? Math.min(1, 2 * share) : Math.max(0, 2 * share - 1);
        session.place = session.place < 0 ? places++ : session.place;
        double rounds = (double) ticker.getAsLong() / ROUND.toNanos();
        double at = session.place * GOLDEN_RATIO + rounds;
        return at - Math.floor(at) < ofThese;
    }

    private void send(SessionPlan plan, Duration interval, Instant now) {
        SamplingAsked asked = SamplingAsked.newBuilder()
                .setSessionId(plan.id().value())
                .setSourceId(plan.source().value())
                .setInterval(Times.duration(interval))
                .setAskedAt(Times.timestamp(now))
                .build();
        boolean asPlanned = interval.equals(plan.policy().samplingInterval());
        try {
            var unused = bus.publish(Topics.SAMPLING, plan.id().value(), asPlanned ? null : asked)
                    .whenComplete((offset, failure) -> log(plan, failure));
        } catch (RuntimeException e) {
            log(plan, e);
        }
    }

    private static void log(SessionPlan plan, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.debug("Wish for sampling of session {} could not be told", plan.id(), failure);
        }
    }
}
