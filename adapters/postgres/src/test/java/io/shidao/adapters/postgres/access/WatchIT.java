package io.shidao.adapters.postgres.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.shidao.adapters.postgres.TestDatabase;
import io.shidao.api.gate.Scope;
import io.shidao.api.page.PageRequest;
import io.shidao.api.watch.WatchLog;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.LivePiece;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.store.RoomPictures;
import io.shidao.proto.api.v1.Role;
import io.shidao.proto.api.v1.Session;
import io.shidao.proto.api.v1.Watch;
import io.shidao.proto.api.v1.WatchKind;
import io.shidao.testkit.fake.ScriptedLiveView;
import io.shidao.testkit.time.SettableClock;
import io.shidao.wire.Caller;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who may watch, what a viewer gets, and what is remembered of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class WatchIT {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final LivePiece START =
            new LivePiece.Start("video/mp4; codecs=\"avc1.64001F\"", 640, 360, Payload.wrap(new byte[] {1, 2}));
    private static final LivePiece PICTURE = new LivePiece.Picture(
            true, 40_000, Instant.parse("2026-03-02T09:00:01Z"), Payload.wrap(new byte[] {3, 4, 5}));

    private final HttpClient http = HttpClient.newHttpClient();
    private ApiWorld world;
    private ScriptedLiveView.Screen screen;

    /** Keeps what comes: text as it is, bytes by their number, the end by its code. */
    private static final class Messages implements WebSocket.Listener {
        private final BlockingQueue<String> all = new LinkedBlockingQueue<>();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            all.add(text.toString());
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer bytes, boolean last) {
            all.add(bytes.remaining() + " bytes");
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            all.add("closed " + reason);
            return null;
        }

        private String next() throws InterruptedException {
            return String.valueOf(all.poll(10, TimeUnit.SECONDS));
        }
    }

    @BeforeAll
    void open() {
        world = new ApiWorld(DATABASE.database());
        screen = world.view.has(new SourceId(world.a.source()));
        world.clock.advance(Duration.ofMinutes(65));
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void showsTheSessionAndRemembersWhoWatched() throws Exception {
        Messages messages = new Messages();
        WebSocket socket = watch(world.supervisor, world.a.session(), messages);
        while (screen.viewers() == 0) {
            Thread.onSpinWait();
        }
        screen.show(START);
        screen.show(PICTURE);

        assertThat(messages.next())
                .isEqualTo(
                        "{\"start\":{\"type\":\"video/mp4; codecs=\\\"avc1.64001F\\\"\",\"width\":640,\"height\":360}}");
        assertThat(messages.next()).isEqualTo("2 bytes");
        assertThat(messages.next()).isEqualTo("{\"clock\":{\"micros\":40000,\"capturedAt\":\"2026-03-02T09:00:01Z\"}}");
        assertThat(messages.next()).isEqualTo("3 bytes");
        assertThat(newestWatch()).contains("\"viewerName\":\"admin\"").doesNotContain("endedAt");

        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get();
        while (!newestWatch().contains("\"GONE\"")) {
            Thread.onSpinWait();
        }
        assertThat(screen.viewers()).isZero();
    }

    @Test
    void anInstitutionSeesItsOwnSessionsOnly() throws Exception {
        Messages own = new Messages();
        Messages foreign = new Messages();

        WebSocket socket = watch(world.a.adminToken(), world.a.session(), own);
        watch(world.b.adminToken(), world.a.session(), foreign);

        assertThat(foreign.next()).isEqualTo("{\"end\":{\"code\":\"NOT_FOUND\"}}");
        assertThat(foreign.next()).isEqualTo("closed NOT_FOUND");
        assertThat(own.all).isEmpty();
        socket.abort();
    }

    @Test
    void aSourceThatAnotherNodeHasIsSaidToBeElsewhere() throws Exception {
        Messages messages = new Messages();

        watch(world.supervisor, world.b.session(), messages);

        assertThat(messages.next()).contains("NOT_HERE");
    }

    @Test
    void platformsAndStrangersAreRefused() {
        assertThat(refusal(world.a.platformKey(), "")).isEqualTo(403);
        assertThat(refusal("st_never-was-a-token", "")).isEqualTo(401);
    }

    @Test
    void anotherSitesPageIsRefusedEvenWithAGoodCredential() {
        assertThat(refusal(world.supervisor, "https://elsewhere.example")).isEqualTo(403);
    }

    @Test
    void showsPicturesOfTheRoomAndRemembersOneLookForAllOfThem() {
        String path = "/v1/sessions/" + world.a.session() + "/picture";
        RoomPictures rooms = new RoomPictures(world.live, world.key);
        SessionId session = new SessionId(world.a.session());
        Rest admin = world.adminOf(world.a);
        Instant taken = Instant.parse("2026-03-02T09:00:01Z");

        assertThat(admin.get(path).status()).isEqualTo(204);
        assertThat(rooms.isWanted(session)).isTrue();
        rooms.put(
                session,
                new RoomPictures.RoomPicture(taken, Payload.wrap(new byte[] {'j', 'p', 'g'})),
                Duration.ofMinutes(1));
        Rest.Answer shown = admin.get(path).good();

        assertThat(shown.text()).isEqualTo("jpg");
        assertThat(shown.header("shidao-captured-at")).isEqualTo(taken.toString());
        assertThat(shown.header("cache-control")).contains("no-store");
        assertThat(admin.get(path + "?after=" + taken).status()).isEqualTo(204);
        String looks = world.supervisor()
                .get("/v1/watches?session_id=" + world.a.session() + "&viewer="
                        + world.a.admin().toUpperCase(Locale.ROOT))
                .good()
                .text();
        assertThat(looks.split("WATCH_KIND_PICTURES", -1)).hasSize(2);
        assertThat(looks).contains("\"className\":\"Class\"").contains("\"institutionName\":\"Institution A\"");
    }

    /** As in the demonstration, where a minute takes two seconds. */
    @Test
    void aLookIsLostByRealTimeHoweverFastTheClassRuns() {
        SettableClock fast = new SettableClock(world.clock.instant());
        PostgresWatchLog log = new PostgresWatchLog(DATABASE.database(), fast);
        Session session = Session.newBuilder()
                .setSessionId("fast")
                .setSourceId(world.a.source())
                .setInstitutionId(world.a.id())
                .build();
        log.begin("0-fast", new Caller("fast", "fast", Role.ROLE_AUDITOR), session, WatchKind.WATCH_KIND_PICTURES);

        fast.advance(Duration.ofHours(1));
        assertThat(only(log).hasEndedAt()).isFalse();

        silentFor(Duration.ofMinutes(4));
        assertThat(only(log).getEndReason()).isEqualTo("LOST");
        log.touch("0-fast");
        assertThat(only(log).hasEndedAt()).isFalse();
        log.end("0-fast", "GONE");
        silentFor(Duration.ofMinutes(4));
        assertThat(only(log).getEndReason()).isEqualTo("GONE");
    }

    private static Watch only(PostgresWatchLog log) {
        List<Watch> entries = log.list(
                        Scope.REGION, new WatchLog.Query("fast", null, null, null), PageRequest.of(0, ""))
                .items();
        assertThat(entries).hasSize(1);
        return entries.get(0);
    }

    private static void silentFor(Duration time) {
        DATABASE.database()
                .useTransaction(handle -> handle.execute(
                        "UPDATE watch SET alive_at = now() - ? * interval '1 second' WHERE watch_id = '0-fast'",
                        time.toSeconds()));
    }

    @Test
    void picturesAreForThoseWhoMayWatch() {
        String path = "/v1/sessions/" + world.b.session() + "/picture";

        assertThat(world.adminOf(world.a).get(path).status()).isEqualTo(404);
        assertThat(world.platformOf(world.b).get(path).status()).isEqualTo(403);
        assertThat(world.nobody.get(path).status()).isEqualTo(401);
    }

    @Test
    void listsTheWatchesOfADayOnly() {
        String list = "/v1/watches?session_id=" + world.b.session();
        world.adminOf(world.b).get("/v1/sessions/" + world.b.session() + "/picture");
        Instant now = world.clock.instant();

        assertThat(world.supervisor().get(list).good().text()).contains("watchId");
        assertThat(world.supervisor()
                        .get(list + "&from=" + now.minusSeconds(60))
                        .good()
                        .text())
                .contains("watchId");
        assertThat(world.supervisor()
                        .get(list + "&until=" + now.minusSeconds(60))
                        .good()
                        .text())
                .doesNotContain("watchId");
        assertThat(world.supervisor().get(list + "&viewer=nobody").good().text())
                .doesNotContain("watchId");
    }

    @Test
    void showsEverybodyTheLooksThatAreTheirsToKnow() {
        String subject = world.subject(world.a.adminToken(), "Qian Qi");
        String bureau =
                world.account("bureau", "ROLE_BUREAU_SUPERVISOR", ", 'prefectureId': '" + world.prefecture + "'");
        String trainee = world.account("qian", "ROLE_TRAINEE", ", 'subjectId': '" + subject + "'");
        String about = "/v1/access-log?subject_id=" + subject;
        world.supervisor().get("/v1/subjects/" + subject).good();
        world.adminOf(world.a).get("/v1/subjects/" + subject).good();
        // somebody of another institution tries, and finds nothing
        assertThat(world.adminOf(world.b).get("/v1/subjects/" + subject).status())
                .isEqualTo(404);

        assertThat(lookers(world.supervisor(), about)).containsExactly("admin-b", "admin-a", "admin");
        assertThat(lookers(world.nobody.as(bureau), about)).containsExactly("admin-b", "admin-a", "admin");
        assertThat(lookers(world.adminOf(world.a), about)).containsExactly("admin-a");
        assertThat(lookers(world.adminOf(world.b), about)).containsExactly("admin-b");
        assertThat(world.adminOf(world.a).get(about).good().text()).contains("\"subjectName\":\"Qian Qi\"");
        assertThat(world.adminOf(world.b).get(about).good().text())
                .as("a name that is none of theirs")
                .doesNotContain("Qian Qi");
        Rest.Answer own = world.nobody.as(trainee).get(about).good();
        assertThat(looks(own))
                .extracting(look -> look.get("what").getAsString())
                .filteredOn(what -> what.endsWith("/GetSubject"))
                .hasSize(3);
        assertThat(own.text())
                .contains("ROLE_AUTHORITY_SUPERVISOR")
                .doesNotContain("callerName")
                .doesNotContain("callerId");
        assertThat(world.nobody.as(trainee).get(about + "&who=admin").status()).isEqualTo(400);
    }

    @Test
    void entersLiveViewsAmongTheLooksButTellsNoInstitutionOfASupervisors() {
        String path = "/v1/sessions/" + world.b.session() + "/picture";
        world.supervisor().get(path);
        world.adminOf(world.b).get(path);
        String list = "/v1/access-log?kind=LOOK_KIND_LIVE&session_id=" + world.b.session();

        assertThat(lookers(world.supervisor(), list)).contains("admin", "admin-b");
        assertThat(lookers(world.adminOf(world.b), list)).containsOnly("admin-b");
        assertThat(world.supervisor().get(list + "&whose=CLASS").good().text())
                .contains("\"className\":\"Class\"", "\"institutionName\":\"Institution B\"");
        assertThat(lookers(world.supervisor(), list + "&whose=nobody")).isEmpty();
    }

    @Test
    void listsLooksInPagesWithoutGapsOrRepetitions() {
        for (int i = 0; i < 5; i++) {
            world.supervisor().get("/v1/subjects/" + world.subject(world.a.adminToken(), "N" + i));
        }
        List<String> whole = entries(world.supervisor(), "/v1/access-log?page_size=500&kind=LOOK_KIND_RECORD", "");

        List<String> paged = entries(world.supervisor(), "/v1/access-log?page_size=2&kind=LOOK_KIND_RECORD", "");

        assertThat(paged).doesNotHaveDuplicates().containsSubsequence(whole).hasSizeGreaterThanOrEqualTo(5);
    }

    private static List<String> lookers(Rest rest, String path) {
        // reading the log about somebody is a look at that person too
        return looks(rest.get(path).good()).stream()
                .filter(look -> !look.get("what").getAsString().endsWith("/ListAccessLog"))
                .map(look -> look.get("callerName").getAsString())
                .toList();
    }

    private static List<String> entries(Rest rest, String path, String token) {
        Rest.Answer page = rest.get(path + "&page_token=" + token).good();
        List<String> entries = new ArrayList<>(looks(page).stream()
                .map(look -> look.get("entryId").getAsString())
                .toList());
        String next = page.text("nextPageToken");
        if (!next.isEmpty()) {
            entries.addAll(entries(rest, path, next));
        }
        return entries;
    }

    private static List<JsonObject> looks(Rest.Answer answer) {
        JsonElement looks = answer.json().get("looks");
        return looks == null
                ? List.of()
                : looks.getAsJsonArray().asList().stream()
                        .map(JsonElement::getAsJsonObject)
                        .toList();
    }

    private int refusal(String token, String origin) {
        try {
            var builder = http.newWebSocketBuilder().header("Authorization", "Bearer " + token);
            if (!origin.isEmpty()) {
                builder.header("Origin", origin);
            }
            builder.buildAsync(address(world.a.session()), new Messages()).get();
            return 101;
        } catch (ExecutionException e) {
            return ((WebSocketHandshakeException) Objects.requireNonNull(e.getCause()))
                    .getResponse()
                    .statusCode();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String newestWatch() {
        String all = world.supervisor()
                .get("/v1/watches?session_id=" + world.a.session())
                .good()
                .text();
        return all.substring(0, all.indexOf('}'));
    }

    private WebSocket watch(String token, String session, Messages messages) throws Exception {
        return http.newWebSocketBuilder()
                // as a browser does, which cannot set Authorization
                .subprotocols("shidao.v1", "shidao.token." + token)
                .header("Origin", "http://127.0.0.1:" + world.server.port())
                .buildAsync(address(session), messages)
                .get(10, TimeUnit.SECONDS);
    }

    private URI address(String session) {
        return URI.create("ws://127.0.0.1:" + world.server.port() + "/v1/sessions/" + session + "/live");
    }
}
