package io.shidao.adapters.postgres.access;

import io.grpc.BindableService;
import io.grpc.stub.StreamObserver;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.shidao.adapters.postgres.Database;
import io.shidao.api.ApiConfig;
import io.shidao.api.ApiPorts;
import io.shidao.api.ApiServer;
import io.shidao.api.enrol.Vision;
import io.shidao.api.oidc.OidcConfig;
import io.shidao.api.platform.PlatformConfig;
import io.shidao.api.review.ReviewConfig;
import io.shidao.api.timetable.TimetableRules;
import io.shidao.kernel.store.DataKey;
import io.shidao.proto.api.v1.SnapshotReceipt;
import io.shidao.proto.api.v1.SnapshotServiceGrpc;
import io.shidao.proto.api.v1.SubmitSnapshotRequest;
import io.shidao.testkit.fake.MemoryBlobStore;
import io.shidao.testkit.fake.MemoryLiveState;
import io.shidao.testkit.fake.RecordingBus;
import io.shidao.testkit.fake.ScriptedLiveView;
import io.shidao.testkit.fake.ScriptedVision;
import io.shidao.testkit.time.SettableClock;
import io.shidao.wire.Caller;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/** A running server over a real database, with two institutions that must not see each other. */
final class ApiWorld implements AutoCloseable {
    static final String PASSWORD = "correct horse battery";
    /** A picture that is read but never decoded: one black pixel, PNG. */
    static final String PHOTO =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    /** A table of one trainee, CSV. */
    static final String TABLE = Base64.getEncoder()
            .encodeToString("name,id number\nLi Si,11010519491231002X\n".getBytes(StandardCharsets.UTF_8));

    final SettableClock clock = new SettableClock(Instant.parse("2026-03-02T08:00:00Z"));
    final RecordingBus bus = new RecordingBus();
    final MemoryLiveState live = new MemoryLiveState(clock);
    final MemoryBlobStore blobs = new MemoryBlobStore();
    final ScriptedVideo video = new ScriptedVideo();
    final ScriptedVision vision = new ScriptedVision();
    final ScriptedLiveView view = new ScriptedLiveView();
    final DataKey key = DataKey.of(DataKey.generate());
    final ApiServer server;
    final Rest nobody;
    final String oneTimePassword;
    final String supervisor;
    final String prefecture;
    final Institution a;
    final Institution b;

    /** An institution with an administrator, a platform and a session before a camera. */
    record Institution(
            String id,
            String admin,
            String adminToken,
            String platform,
            String platformKey,
            String trainingClass,
            String subject,
            String source,
            String session) {}

    /** In place of ingest's service: tells on which thread it was called, and by whom. */
    private static final class ThreadTeller extends SnapshotServiceGrpc.SnapshotServiceImplBase {
        @Override
        public void submitSnapshot(SubmitSnapshotRequest request, StreamObserver<SnapshotReceipt> answer) {
            answer.onNext(SnapshotReceipt.newBuilder()
                    .setSampleId(Thread.currentThread().getName())
                    .setSha256(Caller.current().id())
                    .build());
            answer.onCompleted();
        }
    }

    /** With sessions at any time of day, as tests need them. */
    ApiWorld(Database database) {
        this(database, TimetableRules.none(), world -> new ThreadTeller());
    }

    /** @param snapshots in place of ingest's service */
    ApiWorld(Database database, Function<ApiWorld, BindableService> snapshots) {
        this(database, TimetableRules.none(), snapshots);
    }

    ApiWorld(Database database, TimetableRules rules) {
        this(database, rules, world -> new ThreadTeller());
    }

    ApiWorld(Database database, OidcConfig oidc) {
        this(database, ApiConfig.defaults().withTimetable(TimetableRules.none()).withOidc(oidc));
    }

    ApiWorld(Database database, ApiConfig config) {
        this(database, config, world -> new ThreadTeller());
    }

    private ApiWorld(Database database, TimetableRules rules, Function<ApiWorld, BindableService> snapshots) {
        this(database, ApiConfig.defaults().withTimetable(rules), snapshots);
    }

    private ApiWorld(Database database, ApiConfig config, Function<ApiWorld, BindableService> snapshots) {
        server = ApiServer.open(
                config.withPort(0)
                        .withReview(quickly(ReviewConfig.defaults()))
                        .withPlatforms(PlatformConfig.defaults().withBearerKeys()),
                new ApiPorts(
                        PostgresApiStores.of(database, vision.model(), clock),
                        blobs,
                        video,
                        live,
                        bus,
                        key,
                        new Vision(vision, vision, vision, vision, vision),
                        view,
                        clock,
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                        List.of()),
                List.of(snapshots.apply(this)));
        nobody = Rest.nobody(server.port());
        oneTimePassword = server.firstSignIn().orElseThrow().oneTimePassword();
        supervisor = ownPassword("admin", oneTimePassword);
        prefecture = prefecture("P");
        a = institution("A", prefecture);
        b = institution("B", prefecture);
    }

    /** Looks for deadlines five times a second. */
    private static ReviewConfig quickly(ReviewConfig usual) {
        return new ReviewConfig(
                usual.takenFor(),
                usual.reactCritical(),
                usual.reactMajor(),
                usual.reactMinor(),
                usual.secondPersonFor(),
                usual.secondDays(),
                usual.explanationDays(),
                usual.appealDays(),
                usual.appealDecisionDays(),
                usual.workingDays(),
                usual.zone(),
                usual.maxAttachments(),
                usual.maxAttachmentBytes(),
                Duration.ofMillis(200));
    }

    Rest supervisor() {
        return nobody.as(supervisor);
    }

    Rest adminOf(Institution institution) {
        return nobody.as(institution.adminToken());
    }

    Rest platformOf(Institution institution) {
        return nobody.as(institution.platformKey());
    }

    /** Signs in with a password somebody else made, and sets an own one. */
    String ownPassword(String username, String oneTime) {
        String first = signIn(username, oneTime).good().text("token");
        return nobody.as(first)
                .post("/v1/me/password", "{'currentPassword': '" + oneTime + "', 'newPassword': '" + PASSWORD + "'}")
                .good()
                .text("token");
    }

    Rest.Answer signIn(String username, String password) {
        return nobody.post("/v1/sign-in", "{'username': '" + username + "', 'password': '" + password + "'}");
    }

    Instant startsAt() {
        return clock.instant().plus(Duration.ofHours(1));
    }

    String prefecture(String name) {
        return supervisor()
                .post("/v1/prefectures", "{'name': '" + name + "'}")
                .good()
                .text("prefectureId");
    }

    /** An account with a password of its own; returns the token. */
    String account(String username, String role, String more) {
        String oneTime = supervisor()
                .post(
                        "/v1/accounts",
                        "{'username': '" + username + "', 'displayName': 'N', 'role': '" + role + "'" + more + "}")
                .good()
                .text("oneTimePassword");
        return ownPassword(username, oneTime);
    }

    /** Another one like {@link #a}. */
    Institution institution(String name) {
        return institution(name, prefecture);
    }

    Institution institution(String name, String prefecture) {
        Rest root = supervisor();
        String id = root.post(
                        "/v1/institutions",
                        "{'name': 'Institution " + name + "', 'prefectureId': '" + prefecture + "'}")
                .good()
                .text("institutionId");
        String of = "'institutionId': '" + id + "'";
        String username = "admin-" + name.toLowerCase(java.util.Locale.ROOT);
        String token = account(username, "ROLE_INSTITUTION_ADMINISTRATOR", ", " + of);
        Rest.Answer platform = root.post(
                        "/v1/platforms", "{'name': 'Platform', 'keyKind': 'PLATFORM_KEY_KIND_BEARER', " + of + "}")
                .good();
        String trainingClass = root.post("/v1/classes", "{'name': 'Class', 'programme': 'Welder', " + of + "}")
                .good()
                .text("classId");
        root.post("/v1/classes/" + trainingClass + "/approval", "{}").good();
        String subject = subject(token, "Zhang San");
        nobody.as(token)
                .post(
                        "/v1/classes/" + trainingClass + "/roster",
                        "{'entries': [{'subjectId': '" + subject
                                + "', 'role': 'ROSTER_ROLE_TRAINEE', 'seat': {'x': 0.5," + " 'y': 0.25}}]}")
                .good();
        String source = nobody.as(token)
                .post("/v1/sources", "{'name': 'Camera', 'address': 'rtsp://user:secret@192.0.2.7/stream?password=x'}")
                .good()
                .text("sourceId");
        String session = session(token, trainingClass, source);
        return new Institution(
                id,
                username,
                token,
                platform.text("platformId"),
                platform.text("key"),
                trainingClass,
                subject,
                source,
                session);
    }

    String subject(String token, String name) {
        return nobody.as(token)
                .post("/v1/subjects", "{'name': '" + name + "', 'consent': true, 'consentTextVersion': '1'}")
                .good()
                .text("subjectId");
    }

    String session(String token, String trainingClass, String source) {
        return nobody.as(token)
                .post(
                        "/v1/sessions",
                        "{'classId': '" + trainingClass + "', 'kind': 'SESSION_KIND_THEORY', 'sourceId': '" + source
                                + "', 'startsAt': '" + startsAt() + "', 'endsAt': '"
                                + startsAt().plus(Duration.ofMinutes(45)) + "'}")
                .good()
                .text("sessionId");
    }

    Rest.Answer enrol(Rest who, String subject) {
        return who.post("/v1/subjects/" + subject + "/photos", "{'photo': '" + PHOTO + "'}");
    }

    static byte[] photo() {
        return Base64.getDecoder().decode(PHOTO);
    }

    @Override
    public void close() {
        server.close();
    }
}
