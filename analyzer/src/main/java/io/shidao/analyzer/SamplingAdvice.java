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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks ingest to sample a session's camera as often as is worth it. Only advice: it is sent after the commit, by nobody
 * waited for, and when it gets lost the camera is sampled as planned. Used by one thread.
 */
final class SamplingAdvice {
    private static final Logger LOG = LoggerFactory.getLogger(SamplingAdvice.class);

    private final Bus bus;
    private final SamplingWish wish;
    private final Duration renewEvery;

    SamplingAdvice(Bus bus, SamplingConfig config, SamplingWish wish) {
        this.bus = bus;
        this.wish = wish;
        this.renewEvery = config.renewEvery();
    }

    /** Tells what has changed, and again what differs from the plan when it was told long ago. */
    void give(LiveSession session, Instant now) {
        SessionPlan plan = session.state.plan();
        if (plan.kind().isOnline()) {
            return;
        }
        Duration planned = plan.policy().samplingInterval();
        Duration interval = session.state.isConcluded() ? planned : wish.interval(session.state);
        Duration before = session.askedInterval == null ? planned : session.askedInterval;
        boolean old = session.askedAt == null
                || Duration.between(session.askedAt, now).compareTo(renewEvery) >= 0;
        if (!interval.equals(before) || (old && !interval.equals(planned))) {
            session.askedInterval = interval;
            session.askedAt = now;
            send(plan, interval, now);
        }
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
