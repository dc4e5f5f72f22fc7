package io.shidao.adapters.postgres.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.linecorp.armeria.client.grpc.GrpcClients;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.adapters.postgres.TestDatabase;
import io.shidao.adapters.postgres.access.AccessTable.Reach;
import io.shidao.adapters.postgres.access.AccessTable.Row;
import io.shidao.adapters.postgres.registry.PostgresSessionDirectory;
import io.shidao.adapters.postgres.snapshot.PostgresSnapshotLedger;
import io.shidao.ingest.snapshot.SnapshotConfig;
import io.shidao.ingest.snapshot.SnapshotDoor;
import io.shidao.proto.api.v1.Access;
import io.shidao.proto.api.v1.Role;
import io.shidao.proto.bus.v1.SessionEvent;
import io.shidao.wire.Topics;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Tries every method of every service and every door as everybody, with what lies within the scope and outside of it, and
 * finds only what the table of roles ({@code access.table}) allows.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class GateIT {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String PACKAGE = "shidao.api.v1.";
    private static final String SIGN_IN = "AccountService/SignIn";
    private static final String SIGN_OUT = "AccountService/SignOut";
    private static final Set<Integer> REFUSED = Set.of(401, 403);
    /** The call reached what it is about, also when that did not want it. */
    private static final Set<Integer> REACHED = Set.of(200, 400, 409);

    private final Map<String, Row> table = AccessTable.read();
    private final Map<String, Channel> channels = new HashMap<>();
    private ApiWorld world;
    private Region region;

    @BeforeAll
    void open() {
        world = new ApiWorld(
                DATABASE.database(),
                its -> new SnapshotDoor(
                        SnapshotConfig.defaults(),
                        new PostgresSessionDirectory(DATABASE.database(), its.key),
                        new PostgresSnapshotLedger(DATABASE.database(), its.clock),
                        its.bus,
                        its.clock,
                        new SimpleMeterRegistry()));
        region = new Region(world, DATABASE.database());
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void theTableNamesEveryMethodAndEveryDoorOfTheServerAndNothingElse() {
        Set<String> offered = new TreeSet<>(world.server.doors().keySet());
        world.server.methods().keySet().forEach(name -> offered.add(name.substring(PACKAGE.length())));

        assertThat(table.keySet()).containsExactlyInAnyOrderElementsOf(offered);
    }

    @Test
    void theOptionsOfTheMethodsSayWhatTheTableSays() {
        methods().forEach(row -> {
            Access access = Objects.requireNonNull(world.server.methods().get(PACKAGE + row.name()));
            Set<Role> allowed = new HashSet<>(row.allowed());
            boolean anyone = allowed.remove(Role.ROLE_UNSPECIFIED);

            assertThat(access.getAct()).as(row.name()).isEqualTo(row.kind());
            assertThat(access.getRecorded()).as(row.name()).isEqualTo(row.isRecorded());
            assertThat(access.getAnyone()).as(row.name()).isEqualTo(anyone);
            assertThat(access.getRolesList())
                    .as(row.name())
                    .containsExactlyInAnyOrderElementsOf(anyone ? Set.of() : allowed);
        });
        world.server
                .doors()
                .forEach((path, roles) ->
                        assertThat(roles).as(path).isEqualTo(row(path).allowed()));
    }

    @Test
    void letsIntoEveryMethodByGrpcExactlyTheRolesOfTheTable() {
        List<String> wrong = new ArrayList<>();
        for (Region.Caller caller : region.callers()) {
            inOrder().forEach(row -> {
                Status.Code code = callByGrpc(row.name(), caller.credential());
                if ((row.reach(caller.role()) != Reach.NONE) == isRefusal(row.name(), code)) {
                    wrong.add(row.name() + " as " + caller.role() + ": " + code);
                }
            });
        }
        region.signInAgain();

        assertThat(wrong).isEmpty();
    }

    @Test
    void showsAndLetsTouchByRestExactlyWhatTheTableSays() {
        List<String> wrong = new ArrayList<>();
        for (Region.Caller caller : region.callers()) {
            methods().filter(row -> !row.name().equals(SIGN_OUT)).forEach(row -> tryOut(row, caller, wrong));
        }

        assertThat(wrong).isEmpty();
        everyLookOfTheAuditorWasRecorded();
    }

    private void tryOut(Row row, Region.Caller caller, List<String> wrong) {
        Reach reach = row.reach(caller.role());
        if (reach == Reach.NONE) {
            int expected = caller.role() == Role.ROLE_UNSPECIFIED ? 401 : 403;
            expect(wrong, row, caller, "anything", call(row.name(), region.own, caller), Set.of(expected));
        } else if (reach == Reach.YES) {
            Set<Integer> good = row.name().equals(SIGN_IN) ? Set.of(401, 429) : REACHED;
            expect(wrong, row, caller, "itself", call(row.name(), region.own, caller), good);
        } else if (Probes.of(row.name()).isList()) {
            tryOutList(row, caller, wrong);
        } else {
            for (Region.Things things : region.all()) {
                Set<Integer> good = isWithin(things, reach) ? REACHED : Set.of(404);
                expect(wrong, row, caller, nameOf(things), call(row.name(), things, caller), good);
            }
        }
    }

    private void tryOutList(Row row, Region.Caller caller, List<String> wrong) {
        Rest.Answer answer = call(row.name(), region.own, caller);
        expect(wrong, row, caller, "the list", answer, Set.of(200));
        for (Region.Things things : region.all()) {
            String marker = row.name().equals("SessionService/ListSessions")
                    ? Probes.session(things, caller.role())
                    : Objects.requireNonNull(Probes.of(row.name()).marker()).apply(things);
            boolean shown = answer.text().contains('"' + marker + '"');
            if (shown != isWithin(things, row.reach(caller.role()))) {
                wrong.add(row.name() + " as " + caller.role() + (shown ? " shows " : " lacks ") + nameOf(things));
            }
        }
    }

    private static void expect(
            List<String> wrong, Row row, Region.Caller caller, String about, Rest.Answer answer, Set<Integer> good) {
        if (!good.contains(answer.status())) {
            wrong.add(row.name() + " as " + caller.role() + " about " + about + ": " + answer.status() + " "
                    + answer.text());
        }
    }

    private boolean isWithin(Region.Things things, Reach reach) {
        return switch (reach) {
            case REGION -> true;
            case PREFECTURE -> !things.equals(region.far);
            case OWN -> things.equals(region.own);
            case YES, NONE -> throw new IllegalArgumentException(reach.name());
        };
    }

    private String nameOf(Region.Things things) {
        return things.equals(region.own) ? "own" : things.equals(region.near) ? "near" : "far";
    }

    /** Each method, whatever its option says. */
    private void everyLookOfTheAuditorWasRecorded() {
        Set<String> recorded = DATABASE.database()
                .withHandle(handle -> handle.createQuery(
                                "SELECT DISTINCT what FROM access_log WHERE caller_role = 'ROLE_AUDITOR'")
                        .mapTo(String.class)
                        .set());

        assertThat(recorded)
                .containsAll(methods()
                        .filter(row -> row.allowed().contains(Role.ROLE_AUDITOR))
                        .map(Row::name)
                        .filter(name -> !name.equals(SIGN_IN) && !name.equals(SIGN_OUT))
                        .map(name -> PACKAGE + name)
                        .toList());
    }

    @Test
    void opensTheDoorsOfPicturesAndClipsAsTheTableSays() {
        List<String> wrong = new ArrayList<>();
        for (String door : List.of("/v1/evidence/:sha256", "/v1/sessions/:session_id/clip")) {
            region.callers().forEach(caller -> tryOut(row(door), caller, wrong));
        }

        assertThat(wrong).isEmpty();
    }

    /** Each of somebody whom another institution has entered. */
    @Test
    void opensACapturedFaceByTheSessionItWasSeenIn() {
        Row row = row("/v1/evidence/:sha256");
        for (Region.Caller caller : region.callers()) {
            Reach reach = row.reach(caller.role());
            for (Region.Things things : region.all()) {
                boolean shown = reach != Reach.NONE && caller.role() != Role.ROLE_TRAINEE && isWithin(things, reach);

                assertThat(world.nobody
                                .as(caller.credential())
                                .get("/v1/evidence/" + things.captured() + "?why=test")
                                .status())
                        .as(caller.role() + " " + nameOf(things))
                        .matches(status -> shown ? status == 200 : REFUSED.contains(status) || status == 404);
            }
        }
    }

    @Test
    void opensTheLiveViewAsTheTableSays() {
        Row row = row("/v1/sessions/:session_id/live");
        for (Region.Caller caller : region.callers()) {
            Reach reach = row.reach(caller.role());
            for (Region.Things things : region.all()) {
                String expected = reach == Reach.NONE
                        ? (caller.role() == Role.ROLE_UNSPECIFIED ? "401" : "403")
                        : isWithin(things, reach) ? "NOT_RUNNING" : "NOT_FOUND";

                assertThat(live(things.institution().session(), caller.credential()))
                        .as(caller.role() + " " + nameOf(things))
                        .contains(expected);
            }
        }
    }

    @Test
    void opensTheFeedsOfEventsAsTheTableSays() throws IOException {
        Row one = row("/v1/sessions/:session_id/events");
        for (Region.Caller caller : region.callers()) {
            Reach reach = one.reach(caller.role());
            for (Region.Things things : region.all()) {
                int expected = reach == Reach.NONE
                        ? (caller.role() == Role.ROLE_UNSPECIFIED ? 401 : 403)
                        : isWithin(things, reach) ? 200 : 404;

                assertThat(feed(caller, "/v1/sessions/" + Probes.session(things, caller.role()) + "/events"))
                        .as(caller.role() + " " + nameOf(things))
                        .isEqualTo(expected);
            }
            if (row("/v1/events").reach(caller.role()) == Reach.NONE) {
                assertThat(feed(caller, "/v1/events")).isIn(401, 403);
            } else {
                showsTheEventsWithin(row("/v1/events").reach(caller.role()), caller);
            }
        }
    }

    private int feed(Region.Caller caller, String path) throws IOException {
        HttpResponse<InputStream> response = world.nobody.as(caller.credential()).stream(path);
        response.body().close();
        return response.statusCode();
    }

    private void showsTheEventsWithin(Reach reach, Region.Caller caller) throws IOException {
        try (BufferedReader feed = new BufferedReader(new InputStreamReader(
                world.nobody.as(caller.credential()).stream("/v1/events").body(), StandardCharsets.UTF_8))) {
            // the feed is joined once the first comment is there
            assertThat(feed.readLine()).isNotNull();
            region.all().forEach(things -> publish(nameOf(things), Probes.session(things, caller.role())));
            publish("end", region.own.platformSession());
            Set<String> shown = new HashSet<>();
            for (String line = feed.readLine(); line != null && !line.endsWith("end"); line = feed.readLine()) {
                if (line.startsWith("id:")) {
                    shown.add(line.substring(3).strip());
                }
            }

            assertThat(shown)
                    .as("events for " + caller.role())
                    .isEqualTo(region.all().stream()
                            .filter(things -> isWithin(things, reach))
                            .map(this::nameOf)
                            .collect(Collectors.toSet()));
        }
    }

    private void publish(String id, String session) {
        world.bus.publish(
                Topics.EVENTS,
                session,
                SessionEvent.newBuilder().setEventId(id).setSessionId(session).build());
    }

    @Test
    void showsATraineeNobodyElseOfTheSameClass() {
        Region.Caller trainee = region.caller(Role.ROLE_TRAINEE);
        Rest own = world.nobody.as(trainee.credential());
        ApiWorld.Institution a = region.own.institution();
        String other = world.subject(a.adminToken(), "Other");
        world.adminOf(a)
                .post(
                        "/v1/classes/" + a.trainingClass() + "/roster",
                        "{'entries': [{'subjectId': '" + other + "', 'role': 'ROSTER_ROLE_TRAINEE'}]}")
                .good();

        JsonObject attendance = JsonParser.parseString(own.get("/v1/sessions/" + a.session() + "/attendance")
                        .good()
                        .text())
                .getAsJsonObject();

        assertThat(attendance.getAsJsonArray("records")).hasSize(1);
        assertThat(attendance.toString()).contains(a.subject()).doesNotContain(other);
        assertThat(own.get("/v1/subjects/" + other).status()).isEqualTo(404);
        assertThat(own.get("/v1/sessions/" + a.session()).good().text()).doesNotContain("rosterSize");
    }

    @Test
    void letsAOneTimePasswordDoNothingButChangeIt() {
        String oneTime = world.supervisor()
                .post("/v1/accounts", "{'username': 'fresh', 'displayName': 'F', 'role': 'ROLE_AUTHORITY_SUPERVISOR'}")
                .good()
                .text("oneTimePassword");
        String token = world.signIn("fresh", oneTime).good().text("token");
        Region.Caller fresh = new Region.Caller(Role.ROLE_AUTHORITY_SUPERVISOR, token, "fresh");

        List<String> open = inOrder()
                .map(Row::name)
                .filter(name -> !REFUSED.contains(call(name, region.own, fresh).status()))
                .toList();

        assertThat(open)
                .containsExactlyInAnyOrder(
                        SIGN_IN,
                        SIGN_OUT,
                        "AccountService/GetMyAccount",
                        "AccountService/ChangePassword",
                        "ProviderService/GetProvider",
                        "ProviderService/CompleteSignIn",
                        // as anybody may
                        "AttendanceService/CheckIn");
        assertThat(world.nobody.as(token).get("/v1/events").status()).isIn(401, 403);
    }

    @Test
    void offersNothingAtUnknownAddresses() {
        for (String path : List.of("/v1/unknown", "/internal/docs/x.json", "/docs/a.js", "/assets/x.js")) {
            assertThat(world.supervisor().get(path).status()).as(path).isEqualTo(404);
        }
        assertThat(world.nobody.post("/", "{}").status()).isIn(404, 405);
        assertThat(world.nobody.get("/v1/events").status()).isEqualTo(401);
        assertThat(world.nobody.get("/v1/evidence/" + "0".repeat(64)).status()).isEqualTo(401);
        assertThat(world.platformOf(world.a)
                        .get("/v1/evidence/" + "0".repeat(64))
                        .status())
                .isEqualTo(403);
    }

    private Row row(String name) {
        return Objects.requireNonNull(table.get(name), name);
    }

    private Stream<Row> methods() {
        return table.values().stream().filter(row -> !row.isDoor());
    }

    /** Signing out last, because it makes the token worthless. */
    private Stream<Row> inOrder() {
        return methods().sorted(Comparator.comparing(row -> row.name().equals(SIGN_OUT)));
    }

    private Rest.Answer call(String name, Region.Things about, Region.Caller caller) {
        Probes.Probe probe = Probes.of(name);
        Rest rest = world.nobody.as(caller.credential());
        String path = Probes.filled(probe.path(), about, caller.role());
        String body = probe.body();
        return body == null ? rest.get(path) : rest.post(path, Probes.filled(body, about, caller.role()));
    }

    /** A sign-in with the wrong password is UNAUTHENTICATED too, but not refused by the gate. */
    private static boolean isRefusal(String method, Status.Code code) {
        return code == Status.Code.PERMISSION_DENIED
                || (code == Status.Code.UNAUTHENTICATED && !method.equals(SIGN_IN));
    }

    /** With an empty request: only the role counts. */
    private Status.Code callByGrpc(String name, String credential) {
        Metadata headers = new Metadata();
        if (!credential.isEmpty()) {
            headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + credential);
        }
        int slash = name.indexOf('/');
        String service = name.substring(0, slash);
        Channel channel = ClientInterceptors.intercept(
                channels.computeIfAbsent(service, this::channel), MetadataUtils.newAttachHeadersInterceptor(headers));
        return descriptor(service).getMethods().stream()
                .filter(method -> name.substring(slash + 1).equals(method.getBareMethodName()))
                .findFirst()
                .map(method -> callByGrpc(channel, method))
                .orElseThrow();
    }

    private static <Q, A> Status.Code callByGrpc(Channel channel, MethodDescriptor<Q, A> method) {
        try {
            Q empty = method.parseRequest(new ByteArrayInputStream(new byte[0]));
            ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, empty);
            return Status.Code.OK;
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode();
        }
    }

    private static ServiceDescriptor descriptor(String service) {
        try {
            return (ServiceDescriptor)
                    stubs(service).getMethod("getServiceDescriptor").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Channel channel(String service) {
        try {
            Class<?> stub = Class.forName(stubs(service).getName() + "$" + service + "BlockingStub");
            return ((AbstractStub<?>)
                            GrpcClients.newClient("gproto+http://127.0.0.1:" + world.server.port() + "/", stub))
                    .getChannel();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> stubs(String service) throws ClassNotFoundException {
        return Class.forName("io.shidao.proto.api.v1." + service + "Grpc");
    }

    /** The first message, or the status of a handshake that was refused. */
    private String live(String session, String credential) {
        CompletableFuture<String> first = new CompletableFuture<>();
        WebSocket.Builder builder = world.nobody
                .client()
                .newWebSocketBuilder()
                .subprotocols("shidao.v1")
                // anything else than our own pages is refused too
                .header("Origin", "http://127.0.0.1:" + world.server.port());
        if (!credential.isEmpty()) {
            builder.header("Authorization", "Bearer " + credential);
        }
        URI address = URI.create("ws://127.0.0.1:" + world.server.port() + "/v1/sessions/" + session + "/live");
        try {
            WebSocket socket = builder.buildAsync(address, new WebSocket.Listener() {
                        @Override
                        public @Nullable CompletionStage<?> onText(WebSocket on, CharSequence text, boolean last) {
                            first.complete(text.toString());
                            return null;
                        }
                    })
                    .get(10, TimeUnit.SECONDS);
            String message = first.get(10, TimeUnit.SECONDS);
            socket.abort();
            return message;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return Integer.toString(refused.getResponse().statusCode());
            }
            throw new IllegalStateException(e);
        } catch (TimeoutException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
