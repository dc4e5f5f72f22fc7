package io.shidao.app.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.adapters.blob.DirectoryBlobStore;
import io.shidao.adapters.ffmpeg.H264Encoder;
import io.shidao.adapters.ffmpeg.LibavConfig;
import io.shidao.adapters.ffmpeg.LibavSource;
import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.DatabaseConfig;
import io.shidao.adapters.postgres.access.PostgresApiStores;
import io.shidao.adapters.postgres.engine.EmbeddedPostgres;
import io.shidao.adapters.postgres.engine.EmbeddedPostgresConfig;
import io.shidao.adapters.postgres.recording.PostgresSegmentIndex;
import io.shidao.api.ApiConfig;
import io.shidao.api.ApiPorts;
import io.shidao.api.ApiServer;
import io.shidao.api.enrol.Vision;
import io.shidao.api.timetable.TimetableRules;
import io.shidao.app.client.ApiClient;
import io.shidao.app.client.Json;
import io.shidao.app.node.CacheDirectory;
import io.shidao.app.node.Recorded;
import io.shidao.ingest.record.RecordedSegment;
import io.shidao.ingest.record.Recordings;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.AccessUnitSource;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.media.SourceAddress;
import io.shidao.kernel.store.DataKey;
import io.shidao.testkit.fake.MemoryBlobStore;
import io.shidao.testkit.fake.MemoryLiveState;
import io.shidao.testkit.fake.RecordingBus;
import io.shidao.testkit.fake.RecordingListener;
import io.shidao.testkit.fake.ScriptedVision;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} while a source is recorded; then what is there is looked at: in the store, by libavformat, through the
 * API, and in a browser. A real database, the real store, real H.264.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(120)
class RecordingIT {
    static final int GROUP = 25;
    static final Duration PICTURE = Duration.ofMillis(40);

    private static final int WIDTH = 320;
    private static final int HEIGHT = 192;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Of the second process, after that of the first. */
    private static final Duration LATER = Duration.ofMinutes(5);

    private static final int PICTURES_LATER = 10 * GROUP;
    private static final String PASSWORD = "a password of the test";

    @TempDir
    static Path folder;

    private final byte[] key = DataKey.generate();
    private final Instant starts = Instant.now().minus(Duration.ofMinutes(20)).truncatedTo(ChronoUnit.SECONDS);
    private Path film;
    private EmbeddedPostgres postgres;
    private Database database;
    private PostgresSegmentIndex index;
    private ApiServer server;
    private ApiClient supervisor;
    private String source;
    private String session;

    @BeforeAll
    void open() throws IOException {
        // the database's own user must be able to pass through
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        Path cache = CacheDirectory.choose(Path.of(""), System.getenv());
        CacheDirectory.useForNatives(cache);
        film = film(folder.resolve("film"));
        postgres = EmbeddedPostgres.start(
                EmbeddedPostgresConfig.in(folder.resolve("postgres"), cache.resolve("postgres")));
        database = Database.open(postgres.databaseConfig());
        index = new PostgresSegmentIndex(database);
        // the session is now, at whatever hour that is
        ApiConfig config = ApiConfig.defaults().withPort(0).withTimetable(TimetableRules.none());
        server = ApiServer.open(config, ports(), List.of());
        supervisor = new ApiClient(address(), "")
                .firstSignIn("admin", server.firstSignIn().orElseThrow().oneTimePassword(), PASSWORD);
        DemoSchool school = DemoSchool.found(supervisor);
        String trainingClass =
                school.openClass("焊工 2026-3", "welder", List.of(DemoRun.trainee(school.enterSubject("考生"))));
        source = school.addCamera("一号教室", "rtsp://192.0.2.7/1");
        session = school.planSession(
                trainingClass,
                "SESSION_KIND_PRACTICE",
                source,
                starts,
                starts.plus(Duration.ofMinutes(45)),
                new JsonObject());
    }

    @AfterAll
    void close() {
        server.close();
        database.close();
        postgres.close();
    }

    private ApiPorts ports() {
        ScriptedVision vision = new ScriptedVision();
        return new ApiPorts(
                PostgresApiStores.of(database, vision.model(), Clock.systemUTC()),
                new MemoryBlobStore(),
                new Recorded(RecordingMain.config(), blobs(Clock.systemUTC()), index),
                new MemoryLiveState(Clock.systemUTC()),
                new RecordingBus(),
                DataKey.of(key),
                new Vision(vision, vision, vision, vision, vision),
                (asked, news) -> Optional.empty(),
                Clock.systemUTC(),
                new SimpleMeterRegistry(),
                List.of());
    }

    private DirectoryBlobStore blobs(Clock clock) {
        return DirectoryBlobStore.open(folder.resolve("recordings"), DataKey.of(key), clock);
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /** A slope that moves; four seconds of it. */
    private static Path film(Path file) throws IOException {
        byte[] picture = new byte[WIDTH * HEIGHT * 3];
        try (H264Encoder encoder = H264Encoder.open(WIDTH, HEIGHT, GROUP, GROUP, 300_000);
                DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            out.writeInt(4 * GROUP);
            for (int number = 0; number < 4 * GROUP; number++) {
                for (int at = 0; at < picture.length; at++) {
                    picture[at] = (byte) (64 + ((at / 3 % WIDTH + at / 3 / WIDTH + number * 4) >> 1 & 127));
                }
                byte[] unit = encoder.encode(picture);
                out.writeInt(unit.length);
                out.write(unit);
            }
        }
        return file;
    }

    private Process record(Instant from, int pictures) throws IOException {
        DatabaseConfig where = postgres.databaseConfig();
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RecordingMain.class.getName(),
                        where.url(),
                        where.user(),
                        where.password(),
                        folder.resolve("recordings").toString(),
                        HexFormat.of().formatHex(key),
                        source,
                        session,
                        film.toString(),
                        from.toString(),
                        String.valueOf(pictures))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("recorder.log").toFile())
                .start();
    }

    @Test
    @Order(1)
    void losesTheOpenSegmentAtMostWhenItsProcessIsKilled_andNamesTheGap() throws Exception {
        Process killed = record(starts, Integer.MAX_VALUE);
        await().atMost(PATIENCE).until(() -> kept().size() >= 6);
        killed.destroyForcibly().waitFor();
        Process next = record(starts.plus(LATER), PICTURES_LATER);
        assertThat(next.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(next.exitValue())
                .as(Files.readString(folder.resolve("recorder.log")))
                .isZero();

        for (RecordedSegment segment : kept()) {
            int pictures = Math.toIntExact(
                    Duration.between(segment.from(), segment.to()).dividedBy(PICTURE));
            assertThat(played(segment)).as(segment.id()).isEqualTo(pictures);
        }
        assertThat(files()).isSubsetOf(known());
        List<JsonObject> spans = supervisor.list("/v1/sessions/" + session + "/recording", "spans");
        assertThat(spans.stream()
                        .map(span -> span.has("gap") ? Json.text(span, "gap") : "recorded")
                        .toList())
                .containsExactly("recorded", "NOT_RECORDED", "recorded", "NOT_RECORDED");
        assertThat(Json.text(spans.get(2), "from")).isEqualTo(starts.plus(LATER).toString());
        assertThat(Json.text(spans.get(2), "to"))
                .isEqualTo(starts.plus(LATER)
                        .plus(PICTURE.multipliedBy(PICTURES_LATER))
                        .toString());
    }

    private List<RecordedSegment> kept() {
        return index.list(new SourceId(source), starts, starts.plus(Duration.ofDays(1)), 1000);
    }

    /** Pictures that libavformat reads from the segment. */
    private int played(RecordedSegment segment) throws IOException {
        Payload content = blobs(Clock.systemUTC()).find(segment.content()).orElseThrow();
        Path file = Files.write(folder.resolve("segment.mp4"), content.toByteArray());
        RecordingListener listener = new RecordingListener();
        // a file ends by itself
        var unused = new LibavSource(LibavConfig.defaults(), Clock.systemUTC())
                .open(new SourceAddress(file.toUri().toString()), AccessUnitSource.Demand.ALL, listener);
        await().atMost(PATIENCE).until(() -> !listener.ends().isEmpty());
        return listener.units().size();
    }

    /** Digests of all content on the disk that is in its place. */
    private Set<String> files() throws IOException {
        Path unfinished = folder.resolve("recordings").resolve("unfinished");
        try (Stream<Path> files = Files.walk(folder.resolve("recordings"))) {
            return new TreeSet<>(files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(unfinished))
                    .map(file -> file.getFileName().toString())
                    .toList());
        }
    }

    private List<String> known() {
        return database.withHandle(
                handle -> handle.createQuery("SELECT sha256 FROM recording_segment WHERE erased_at IS NULL")
                        .mapTo(String.class)
                        .list());
    }

    @Test
    @Order(2)
    void isSwitchedOnInTheConsoleAndPlaysThere() {
        try (Browser browser = Browser.open(chromium())) {
            Page page = browser.newPage("zh-CN");
            page.navigate(address() + "/sources");
            page.locator("input#username").fill("admin");
            page.locator("input#password").fill(PASSWORD);
            page.getByTestId("sign-in-submit").click();
            switchOn(page);
            page.navigate(address() + "/sessions/" + session);
            plays(page);
        }
    }

    private static void switchOn(Page page) {
        Locator recording = page.getByTestId("source-recording");
        assertThat(recording).containsText("关闭");
        page.getByTestId("recording-change").click();
        page.getByTestId("policy-RECORDING_POLICY_AROUND_ANOMALIES").check();
        assertThat(page.getByTestId("recording-submit")).isDisabled();
        page.getByTestId("recording-considered").check();
        page.getByTestId("recording-why").fill("案卷 12");
        screenshot(page, "recording-dialog-zh");
        page.getByTestId("recording-submit").click();
        assertThat(recording).containsText("仅异常前后");
        screenshot(page, "recording-sources-zh");
        page.getByTestId("language-en").click();
        assertThat(recording).containsText("Around anomalies");
        screenshot(page, "recording-sources-en");
    }

    private static void plays(Page page) {
        Locator panel = page.getByTestId("recording");
        assertThat(panel.locator("[data-gap=NOT_RECORDED]")).hasCount(2);
        panel.getByTestId("recording-play").nth(1).click();
        assertThat(panel.getByTestId("clip")).hasAttribute("data-state", "shown");
        page.waitForFunction(
                "() => document.querySelector('[data-testid=recording] video').currentTime > 0.5",
                null,
                new Page.WaitForFunctionOptions().setTimeout((double) PATIENCE.toMillis()));
        Locator video = panel.locator("video");
        assertThat(((Number) video.evaluate("v => v.videoWidth")).intValue()).isEqualTo(WIDTH);
        assertThat(((Number) video.evaluate("v => v.duration")).doubleValue()).isBetween(9.5, 10.5);
        screenshot(page, "recording-room-en");
        page.getByTestId("language-zh").click();
        screenshot(page, "recording-room-zh");
    }

    private static void screenshot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", name + ".png")));
    }

    private static Path chromium() {
        Optional<Path> chromium = Browser.installed();
        Assumptions.assumeTrue(
                chromium.isPresent(),
                "SKIPPED: no Chromium, so no clip was played in a browser (Debian: apt-get install chromium)");
        return chromium.orElseThrow();
    }

    /** Also what the killed process had only announced, or left unfinished. */
    @Test
    @SuppressWarnings("try") // retention works by itself
    @Order(3)
    void erasesAllOfItWhenItsTimeIsOver() throws IOException {
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(3));
        assertThat(files()).isNotEmpty();

        try (Recordings unused =
                Recordings.start(RecordingMain.config(), blobs(later), index, later, new SimpleMeterRegistry())) {
            await().atMost(PATIENCE).until(() -> known().isEmpty());
        }

        try (Stream<Path> files = Files.walk(folder.resolve("recordings"))) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
        List<JsonObject> spans = supervisor.list("/v1/sessions/" + session + "/recording", "spans");
        assertThat(spans.stream().map(span -> Json.text(span, "gap")).toList())
                .containsExactly("ERASED", "NOT_RECORDED", "ERASED", "NOT_RECORDED");
    }
}
