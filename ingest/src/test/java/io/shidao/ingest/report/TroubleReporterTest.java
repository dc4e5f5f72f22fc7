package io.shidao.ingest.report;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class TroubleReporterTest {
    @Test
    void tellsOnceAPeriodHowOftenAndWhyAtLast() {
        Logger log = (Logger) LoggerFactory.getLogger("trouble-reporter-test");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        log.addAppender(lines);
        log.setAdditive(false);
        TroubleReporter reporter = new TroubleReporter(log, "It failed", Duration.ofSeconds(10));

        for (int second = 0; second < 25; second++) {
            reporter.report("cause " + second, TimeUnit.SECONDS.toNanos(second));
        }

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "It failed (0 more times since the last such line), last cause: cause 0",
                        "It failed (9 more times since the last such line), last cause: cause 10",
                        "It failed (9 more times since the last such line), last cause: cause 20");
    }
}
