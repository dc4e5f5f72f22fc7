package io.shidao.analyzer.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.analyzer.time.Intervals;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.SourceState;
import io.shidao.kernel.record.Interval;
import io.shidao.kernel.sample.SourceChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CoverageProperties {
    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    private static final SourceId CAMERA = new SourceId("camera-1");
    private static final List<SourceState> STATES = List.of(SourceState.values());
    private static final List<Sight> PICTURE =
            Arrays.stream(Sight.values()).filter(Sight::isOfPicture).toList();

    @Property(tries = 300)
    void everyInstantIsSaidOnce(@ForAll long seed, @ForAll @IntRange(max = 60) int things) {
        Random random = new Random(seed);
        CoverageLedger ledger = new CoverageLedger(Duration.ofSeconds(5));
        for (int i = 0; i < things; i++) {
            something(random, ledger);
        }

        List<CoverageSpan> spans = ledger.spans(CAMERA, new Interval(at(0), at(600)), at(random.nextInt(700)));

        assertThat(spans.get(0).time().from()).isEqualTo(at(0));
        assertThat(spans.get(spans.size() - 1).time().to()).isEqualTo(at(600));
        for (int i = 1; i < spans.size(); i++) {
            assertThat(spans.get(i).time().from())
                    .isEqualTo(spans.get(i - 1).time().to());
            assertThat(spans.get(i).time().length()).isPositive();
        }
    }

    @Property(tries = 300)
    void aJudgementNeverMakesMoreSeen(@ForAll long seed, @ForAll @IntRange(max = 40) int things) {
        Random random = new Random(seed);
        CoverageLedger ledger = new CoverageLedger(Duration.ofSeconds(5));
        for (int i = 0; i < things; i++) {
            something(random, ledger);
        }
        Interval window = new Interval(at(0), at(600));
        List<Interval> before = ledger.seen(window, at(600));

        int from = random.nextInt(600);
        ledger.judge(CAMERA, at(from), at(from + random.nextInt(100)), PICTURE.get(random.nextInt(PICTURE.size())));

        assertThat(Intervals.difference(ledger.seen(window, at(600)), before)).isEmpty();
    }

    private static void something(Random random, CoverageLedger ledger) {
        int second = random.nextInt(700) - 50;
        switch (random.nextInt(4)) {
            case 0 -> ledger.seen(CAMERA, at(second));
            case 1 -> ledger.damaged(CAMERA, at(second));
            case 2 -> {
                SourceState state = STATES.get(random.nextInt(STATES.size()));
                ledger.changed(new SourceChange(new SessionId("session-1"), CAMERA, state, "", at(second)));
            }
            default ->
                ledger.judge(
                        CAMERA,
                        at(second),
                        at(second + random.nextInt(100)),
                        PICTURE.get(random.nextInt(PICTURE.size())));
        }
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }
}
