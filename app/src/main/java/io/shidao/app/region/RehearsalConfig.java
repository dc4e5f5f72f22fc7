package io.shidao.app.region;

import io.shidao.analyzer.AnalyzerConfig;
import io.shidao.analyzer.across.AcrossConfig;
import io.shidao.analyzer.picture.PictureConfig;
import io.shidao.analyzer.pipeline.PipelineConfig;
import io.shidao.api.ApiConfig;
import io.shidao.api.account.SignInConfig;
import io.shidao.api.gate.LimitsConfig;
import io.shidao.app.node.ShidaoConfig;
import io.shidao.ingest.snapshot.SnapshotConfig;
import java.time.Duration;
import java.util.List;

/** The defaults, but for what follows from a month that passes in minutes, and from there being no pictures. */
final class RehearsalConfig {
    /**
     * Of a partition. What is over is looked at again every few seconds, in real time; with a day of sessions in some
     * seconds that would be most of the work.
     */
    private static final int MOST_SESSIONS = 30;

    /** They wait for disks and the database most of the time. */
    private static final int WORKERS = 4;

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
                usual.sourceTest(),
                withoutHaste(usual.snapshot()),
                usual.rtsp(),
                usual.libav(),
                analyzer(usual.analyzer()),
                usual.vision(),
                usual.decoder(),
                // a day's calls come within a second, and everybody sits at this machine
                api.withPort(0)
                        .withSignIn(signIn(api.signIn()))
                        .withLimits(new LimitsConfig(10_000, 1000, 10_000, 100_000, 60, List.of())));
    }

    /** A password is hashed on purpose so that it takes long: once a week is enough of that. */
    private static SignInConfig signIn(SignInConfig usual) {
        return new SignInConfig(
                Duration.ofDays(7),
                usual.passwordIterations(),
                usual.minPasswordLength(),
                usual.failuresPerName(),
                usual.failuresPerAddress(),
                usual.lockTime(),
                usual.keepSignIns());
    }

    /** A platform's snapshots of minutes come within a second. */
    private static SnapshotConfig withoutHaste(SnapshotConfig usual) {
        return new SnapshotConfig(
                usual.grace(),
                usual.clockTolerance(),
                usual.publishTimeout(),
                usual.image(),
                10_000,
                100_000,
                usual.maxPlatforms(),
                usual.maxSessions());
    }

    /** Compares sessions every second, which is many times a day here. */
    private static AnalyzerConfig analyzer(AnalyzerConfig usual) {
        AcrossConfig across = usual.across();
        return new AnalyzerConfig(
                WORKERS,
                usual.batch(),
                usual.grace(),
                MOST_SESSIONS,
                usual.refreshEvery(),
                usual.relayTimeout(),
                usual.samePerson(),
                usual.sampling().underFastClock(),
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
