package io.shidao.app.demo;

import io.shidao.analyzer.AnalyzerConfig;
import io.shidao.api.ApiConfig;
import io.shidao.api.ApiServer;
import io.shidao.api.platform.PlatformConfig;
import io.shidao.api.registry.SourcePolicy;
import io.shidao.api.timetable.TimetableRules;
import io.shidao.app.client.ApiClient;
import io.shidao.app.data.TemporaryFolder;
import io.shidao.app.node.KafkaSettings;
import io.shidao.app.node.Node;
import io.shidao.app.node.Service;
import io.shidao.app.node.ShidaoConfig;
import io.shidao.ingest.IngestConfig;
import io.shidao.ingest.source.AddressPolicy;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;

/**
 * The demonstration: a whole installation on a temporary directory, a made-up class in a rendered classroom, an online
 * course, a camera with a changed password. Everything goes the way it goes for a user: over RTSP and HTTP.
 */
public final class Demo implements AutoCloseable {
    /** Time before the class, for starting and enrolling, in real time. */
    private static final Duration HEAD = Duration.ofMinutes(15);

    private final PrintStream out;
    private final DemoOptions options;
    private final DemoClock clock;
    private final Path folder;
    private final Node node;
    private final ApiClient supervisor;
    private final String password;
    private boolean closed;

    private Demo(
            PrintStream out,
            DemoOptions options,
            DemoClock clock,
            Path folder,
            Node node,
            ApiClient supervisor,
            String password) {
        this.out = out;
        this.options = options;
        this.clock = clock;
        this.folder = folder;
        this.node = node;
        this.supervisor = supervisor;
        this.password = password;
    }

    /** Starts the installation and signs in. */
    public static Demo start(DemoOptions options, PrintStream out) {
        out.println("Shidao demo 实到演示: the faces are stock portraits, the names are invented. 人脸为图库肖像,姓名均为虚构。");
        return TemporaryFolder.open("shidao-demo", folder -> start(options, out, folder));
    }

    private static Demo start(DemoOptions options, PrintStream out, Path folder) {
        DemoClock clock = new DemoClock(Clock.systemUTC(), options.classLength().plus(HEAD), options.speed());
        out.println("starting broker, database and services … 正在启动");
        long begun = System.nanoTime();
        Node node = Node.start(config(options), EnumSet.allOf(Service.class), folder, clock, System.getenv());
        try {
            out.printf("ready after %.1f s%n", (System.nanoTime() - begun) / 1e9);
            String password = "demo-" + HexFormat.of().formatHex(new SecureRandom().generateSeed(6));
            ApiServer.FirstSignIn first = node.firstSignIn().orElseThrow();
            ApiClient supervisor = new ApiClient(node.address().orElseThrow(), "")
                    .firstSignIn(first.username(), first.oneTimePassword(), password);
            Demo demo = new Demo(out, options, clock, folder, node, supervisor, password);
            demo.invite();
            return demo;
        } catch (RuntimeException e) {
            node.close();
            throw e;
        }
    }

    /** The defaults, but for what stock portraits of 128 pixels, a camera on this machine and a fast clock need. */
    static ShidaoConfig config(DemoOptions options) {
        AnalyzerConfig usual = ShidaoConfig.defaults().analyzer();
        return config(
                options,
                KafkaSettings.defaults(),
                usual.withSampling(usual.sampling().underFastClock()));
    }

    static ShidaoConfig config(DemoOptions options, KafkaSettings kafka, AnalyzerConfig analyzer) {
        ShidaoConfig usual = ShidaoConfig.defaults();
        ApiConfig api = usual.api();
        return new ShidaoConfig(
                usual.cacheDirectory(),
                usual.blobDirectory(),
                usual.recordingDirectory(),
                kafka,
                usual.postgres(),
                usual.redis(),
                camerasHere(usual.ingest()),
                usual.recording(),
                usual.liveView(),
                usual.liveRelay(),
                usual.sourceTest(),
                usual.snapshot(),
                usual.rtsp(),
                usual.libav(),
                analyzer,
                usual.vision(),
                usual.decoder(),
                api.withPort(options.port())
                        .withSources(new SourcePolicy(false, true))
                        // its clock runs fast: what takes a second may take minutes of class time
                        .withPlatforms(new PlatformConfig(false, Duration.ofMinutes(10)))
                        // it runs when somebody looks, also at night
                        .withTimetable(TimetableRules.none())
                        .withEnrolment(api.enrolment().withMinFaceHeightPixels(DemoSchool.LEAST_FACE_HEIGHT_PIXELS)));
    }

    private static IngestConfig camerasHere(IngestConfig usual) {
        return new IngestConfig(
                usual.source(),
                new AddressPolicy(false, true),
                usual.publishTimeout(),
                usual.tick(),
                usual.maxSources(),
                usual.quickestSampling());
    }

    /** Prints where the console is and how to sign in. */
    public void invite() {
        out.println("console 控制台: " + address());
        out.println("sign in 登录:   user 用户 " + username() + "   password 密码 " + password);
        out.flush();
    }

    public URI address() {
        return node.address().orElseThrow();
    }

    public String username() {
        return node.firstSignIn().orElseThrow().username();
    }

    public String password() {
        return password;
    }

    /** Runs class and course to their ends, prints expected and found; whether all was as expected. */
    public boolean run() throws InterruptedException {
        long begun = System.nanoTime();
        Verdict verdict = new DemoRun(out, options, clock, supervisor, address()).run();
        Map<String, Integer> counts = verdict.counts();
        verdict.print(
                out,
                String.format(
                        "false_accusations=%d samples=%d seconds=%.0f",
                        counts.getOrDefault("false_accusations", 0),
                        counts.getOrDefault("samples", 0),
                        (System.nanoTime() - begun) / 1e9));
        out.flush();
        return verdict.passed();
    }

    /** Stops everything and removes the temporary directory; idempotent. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            node.close();
            TemporaryFolder.delete(folder);
        }
    }
}
