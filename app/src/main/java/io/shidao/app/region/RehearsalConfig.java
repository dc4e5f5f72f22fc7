package io.shidao.app.region;

import io.shidao.analyzer.AnalyzerConfig;
import io.shidao.analyzer.across.AcrossConfig;
import io.shidao.analyzer.picture.PictureConfig;
import io.shidao.analyzer.pipeline.PipelineConfig;
import io.shidao.api.ApiConfig;
import io.shidao.api.gate.LimitsConfig;
import io.shidao.app.node.ShidaoConfig;
import java.time.Duration;
import java.util.List;

/** The defaults, but for what follows from a month that passes in minutes, and from there being no pictures. */
final class RehearsalConfig {
    private RehearsalConfig() {}

    static ShidaoConfig of(ShidaoConfig usual) {
        ApiConfig api = usual.api();
        return new ShidaoConfig(
                usual.cacheDirectory(),
                usual.blobDirectory(),
                usual.recordingDirectory(),
                usual.kafka(),
                usual.postgres(),
                usual.redis(),
                usual.ingest(),
                usual.recording(),
                usual.liveView(),
                usual.liveRelay(),
                usual.snapshot(),
                usual.rtsp(),
                usual.libav(),
                analyzer(usual.analyzer()),
                usual.vision(),
                usual.decoder(),
                // a day's calls come within a second, and everybody sits at this machine
                api.withPort(0).withLimits(new LimitsConfig(10_000, 1000, 10_000, 100_000, List.of())));
    }

    /** Compares sessions every second, which is many times a day here. */
    private static AnalyzerConfig analyzer(AnalyzerConfig usual) {
        AcrossConfig across = usual.across();
        return new AnalyzerConfig(
                usual.workers(),
                usual.batch(),
                usual.grace(),
                usual.mostSessions(),
                usual.refreshEvery(),
                usual.relayTimeout(),
                usual.samePerson(),
                usual.sampling(),
                withoutPictures(usual.pipeline()),
                usual.attendance(),
                usual.anomalies(),
                new AcrossConfig(
                        Duration.ofSeconds(1),
                        across.meetings(),
                        across.mostInstitutions(),
                        across.teaching(),
                        across.suspects(),
                        across.repeatError(),
                        across.unapproved()));
    }

    /** Whether a picture is dark, turned away or shown before cannot be asked of a scene. */
    private static PipelineConfig withoutPictures(PipelineConfig usual) {
        PictureConfig picture = usual.picture();
        return new PipelineConfig(
                new PictureConfig(
                        false,
                        picture.samples(),
                        picture.holds(),
                        picture.unchangingAfter(),
                        picture.leastAgreement(),
                        picture.leastDetail()),
                usual.replay(),
                usual.detect(),
                usual.track(),
                usual.align(),
                usual.decide(),
                usual.evidence(),
                usual.examine(),
                usual.snapshotTolerance());
    }
}
