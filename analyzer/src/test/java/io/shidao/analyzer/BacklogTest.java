package io.shidao.analyzer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.atIndex;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.kernel.bus.BusRecord;
import io.shidao.testkit.time.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class BacklogTest {
    private static final Duration LATE_AFTER = Duration.ofSeconds(2);
    private static final Duration FRESH = Duration.ofMillis(100);
    private static final double ALWAYS = 1;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-02T01:00:00Z"));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Backlog backlog = new Backlog("analyzer-0", LATE_AFTER, this::nanos, clock, meters);

    private long nanos() {
        return Duration.between(Instant.EPOCH, clock.instant()).toNanos();
    }

    /** One window in which a sample had waited for so long, and the worker worked so much of the time. */
    private boolean window(Duration waited, double busy) {
        backlog.taken(
                new BusRecord<>(0, 0, "session-1", "sample", clock.instant().minus(waited)));
        clock.advance(Backlog.WINDOW);
        backlog.worked((long) (busy * Backlog.WINDOW.toNanos()));
        return backlog.decide();
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis((long) (seconds * 1000));
    }

    @Test
    void isNotBehindWhileItKeepsUp_howeverMuchThereIsToDo() {
        boolean heard = window(FRESH, ALWAYS);

        assertThat(heard).isFalse();
        assertThat(backlog.share()).isEqualTo(1);
    }

    @Test
    void isNotBehindWhileItRests_howeverLongSamplesHadWaited() {
        window(Duration.ofMinutes(10), 0.85);

        assertThat(backlog.share()).isEqualTo(1);
    }

    @Test
    void isNotBehindWhenNobodyKnowsSinceWhenSamplesWait_norWhenTheirClockIsAhead() {
        backlog.taken(new BusRecord<>(0, 0, "session-1", "sample"));
        clock.advance(Backlog.WINDOW);
        backlog.worked(Backlog.WINDOW.toNanos());
        backlog.decide();
        window(Duration.ofMinutes(-10), ALWAYS);

        assertThat(backlog.share()).isEqualTo(1);
    }

    @Test
    void stepsBackByHalfWhenItIsLate_andWhollyWhenThatIsNotEnough() {
        boolean heard = window(seconds(2.1), ALWAYS);

        assertThat(heard).isTrue();
        assertThat(backlog.share()).isEqualTo(0.5);
        window(seconds(2.1), ALWAYS);
        assertThat(backlog.share()).isZero();
    }

    @Test
    void stepsBackWhollyAtOnceWhenItIsVeryLate() {
        window(seconds(4.1), ALWAYS);

        assertThat(backlog.share()).isZero();
    }

    @Test
    void comesBackStepByStep_andOnlyWhileThereIsTimeLeft() {
        window(seconds(10), ALWAYS);

        window(FRESH, 0.8);
        assertThat(backlog.share()).as("caught up, but has its hands full").isZero();
        window(FRESH, 0.7);
        assertThat(backlog.share()).isEqualTo(1.0 / 16);
        for (int i = 0; i < 14; i++) {
            window(FRESH, 0);
        }
        assertThat(backlog.share()).isEqualTo(15.0 / 16);
        assertThat(window(FRESH, 0)).as("the last step is heard of, too").isTrue();
        assertThat(backlog.share()).isEqualTo(1);
        assertThat(window(FRESH, 0)).isFalse();
    }

    @Test
    void staysWhereItIsWhileItIsLateButRests() {
        window(seconds(10), ALWAYS);
        window(seconds(3), 0.5);

        assertThat(backlog.share()).isZero();
    }

    @Test
    void comesBackWhenNothingComesAnyMore() {
        window(seconds(10), ALWAYS);
        clock.advance(Backlog.WINDOW);
        backlog.decide();

        assertThat(backlog.share()).isEqualTo(1.0 / 16);
    }

    @Test
    void decidesNoSoonerThanAWindowIsOver() {
        backlog.taken(new BusRecord<>(0, 0, "session-1", "sample", Instant.EPOCH));
        clock.advance(Backlog.WINDOW.minusNanos(1));
        backlog.worked(Backlog.WINDOW.toNanos());

        assertThat(backlog.decide()).isFalse();
        assertThat(backlog.share()).isEqualTo(1);
    }

    @Test
    void logsWhenItBeginsAndWhenItIsOver_notInBetween() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        Logger logger = (Logger) LoggerFactory.getLogger(Backlog.class);
        logger.addAppender(lines);

        window(seconds(3), ALWAYS);
        window(seconds(3), ALWAYS);
        for (int i = 0; i < 20; i++) {
            window(FRESH, 0);
        }
        logger.detachAppender(lines);

        assertThat(lines.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN, Level.INFO);
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .satisfies(begin -> assertThat(begin).contains("analyzer-0 is behind", "3000 ms"), atIndex(0))
                .satisfies(end -> assertThat(end).contains("has caught up", "after 51 s"), atIndex(1));
    }

    @Test
    void tellsOperatorsHowLateItIsAndHowMuchIsTurnedDown() {
        window(seconds(10), ALWAYS);

        assertThat(meters.get("analyzer.lag")
                        .tag("member", "analyzer-0")
                        .gauge()
                        .value())
                .isEqualTo(10);
        assertThat(meters.get("analyzer.sampling.share")
                        .tag("member", "analyzer-0")
                        .gauge()
                        .value())
                .isZero();
        assertThat(meters.get("analyzer.samples.waited").timer().max(TimeUnit.SECONDS))
                .isEqualTo(10);
    }
}
