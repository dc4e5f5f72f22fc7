package io.shidao.adapters.postgres.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors;
import com.linecorp.armeria.client.grpc.GrpcClients;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.shidao.adapters.postgres.TestDatabase;
import io.shidao.proto.api.v1.Access;
import io.shidao.proto.api.v1.AccessOuterClass;
import io.shidao.proto.api.v1.AccountServiceGrpc;
import io.shidao.proto.api.v1.AttendanceServiceGrpc;
import io.shidao.proto.api.v1.EnrolmentServiceGrpc;
import io.shidao.proto.api.v1.PolicyServiceGrpc;
import io.shidao.proto.api.v1.RecordingServiceGrpc;
import io.shidao.proto.api.v1.RegistryServiceGrpc;
import io.shidao.proto.api.v1.Role;
import io.shidao.proto.api.v1.SessionServiceGrpc;
import io.shidao.proto.api.v1.SnapshotServiceGrpc;
import io.shidao.proto.api.v1.SourceViewServiceGrpc;
import io.shidao.proto.api.v1.WatchServiceGrpc;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tries every method of every service as everybody, by gRPC and by REST. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class GateIT {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private ApiWorld world;
    /** Who tries; no role for those who may not do anything. */
    private final Map<String, Role> callers = new LinkedHashMap<>();

    @BeforeAll
    void open() {
        world = new ApiWorld(DATABASE.database());
        signInAgain();
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void letsIntoEveryMethodByGrpcExactlyTheRolesItsOptionNames() {
        List<String> wrong = new ArrayList<>();
        callers.forEach((credential, role) -> methods().forEach(method -> {
            boolean allowed = allowed(access(method), role);
            Status.Code code = call(method, credential);
            if (allowed == isRefusal(method, code)) {
                wrong.add(method.getFullMethodName() + " as " + role + ": " + code);
            }
        }));

        assertThat(wrong).isEmpty();
        signInAgain();
    }

    @Test
    void letsIntoEveryMethodByRestExactlyTheRolesItsOptionNames() {
        List<String> wrong = new ArrayList<>();
        callers.forEach((credential, role) -> methods().forEach(method -> {
            boolean allowed = allowed(access(method), role);
            Rest.Answer answer = callByRest(method, world.nobody.as(credential));
            boolean refused = (answer.status() == 401 && !isSignIn(method)) || answer.status() == 403;
            if (allowed == refused || answer.status() == 500) {
                wrong.add(method.getFullMethodName() + " as " + role + ": " + answer.status() + " " + answer.text());
            }
        }));

        assertThat(wrong).isEmpty();
        signInAgain();
    }

    @Test
    void letsAOneTimePasswordDoNothingButChangeIt() {
        String oneTime = world.supervisor()
                .post("/v1/accounts", "{'username': 'fresh', 'displayName': 'F', 'role': 'ROLE_AUTHORITY_SUPERVISOR'}")
                .good()
                .text("oneTimePassword");
        Rest fresh = world.nobody.as(world.signIn("fresh", oneTime).good().text("token"));
        List<String> open = new ArrayList<>();

        methods().forEach(method -> {
            Rest.Answer answer = callByRest(method, fresh);
            if (answer.status() != 403 && answer.status() != 401) {
                open.add(method.getBareMethodName());
            }
        });

        assertThat(open).containsExactlyInAnyOrder("SignIn", "CheckIn", "GetMyAccount", "ChangePassword", "SignOut");
        assertThat(fresh.get("/v1/events").status()).isIn(401, 403);
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

    /** The tables tried SignOut too. */
    private void signInAgain() {
        callers.clear();
        callers.put("", Role.ROLE_UNSPECIFIED);
        callers.put("st_never-was-a-token", Role.ROLE_UNSPECIFIED);
        callers.put("pk_aaaaaaaaaaaa.never-was-a-key", Role.ROLE_UNSPECIFIED);
        callers.put(world.signIn("admin", ApiWorld.PASSWORD).good().text("token"), Role.ROLE_AUTHORITY_SUPERVISOR);
        callers.put(
                world.signIn("admin-a", ApiWorld.PASSWORD).good().text("token"), Role.ROLE_INSTITUTION_ADMINISTRATOR);
        callers.put(world.a.platformKey(), Role.ROLE_PLATFORM);
    }

    private static Stream<MethodDescriptor<?, ?>> methods() {
        return Stream.of(
                        AccountServiceGrpc.getServiceDescriptor(),
                        AttendanceServiceGrpc.getServiceDescriptor(),
                        PolicyServiceGrpc.getServiceDescriptor(),
                        EnrolmentServiceGrpc.getServiceDescriptor(),
                        RecordingServiceGrpc.getServiceDescriptor(),
                        RegistryServiceGrpc.getServiceDescriptor(),
                        SessionServiceGrpc.getServiceDescriptor(),
                        SnapshotServiceGrpc.getServiceDescriptor(),
                        SourceViewServiceGrpc.getServiceDescriptor(),
                        WatchServiceGrpc.getServiceDescriptor())
                .<MethodDescriptor<?, ?>>flatMap(service -> service.getMethods().stream())
                // last, because it makes the token worthless
                .sorted(Comparator.comparing(GateIT::isSignOut));
    }

    private static boolean isSignOut(MethodDescriptor<?, ?> method) {
        return Objects.equals(method.getBareMethodName(), "SignOut");
    }

    private static boolean isSignIn(MethodDescriptor<?, ?> method) {
        return Objects.equals(method.getBareMethodName(), "SignIn");
    }

    private static Descriptors.MethodDescriptor schema(MethodDescriptor<?, ?> method) {
        return ((ProtoMethodDescriptorSupplier) Objects.requireNonNull(method.getSchemaDescriptor()))
                .getMethodDescriptor();
    }

    private static Access access(MethodDescriptor<?, ?> method) {
        return schema(method).getOptions().getExtension(AccessOuterClass.access);
    }

    private static boolean allowed(Access access, Role role) {
        return access.getAnyone() || access.getRolesList().contains(role);
    }

    /** A sign-in with the wrong password is UNAUTHENTICATED too, but not refused by the gate. */
    private static boolean isRefusal(MethodDescriptor<?, ?> method, Status.Code code) {
        return code == Status.Code.PERMISSION_DENIED || (code == Status.Code.UNAUTHENTICATED && !isSignIn(method));
    }

    private Status.Code call(MethodDescriptor<?, ?> method, String credential) {
        Metadata headers = new Metadata();
        if (!credential.isEmpty()) {
            headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + credential);
        }
        Channel channel = ClientInterceptors.intercept(
                channel(method.getServiceName()), MetadataUtils.newAttachHeadersInterceptor(headers));
        return call(channel, method);
    }

    private static <Q, A> Status.Code call(Channel channel, MethodDescriptor<Q, A> method) {
        try {
            Q empty = method.parseRequest(new ByteArrayInputStream(new byte[0]));
            ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, empty);
            return Status.Code.OK;
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode();
        }
    }

    private Channel channel(String service) {
        String uri = "gproto+http://127.0.0.1:" + world.server.port() + "/";
        return switch (service) {
            case AccountServiceGrpc.SERVICE_NAME ->
                GrpcClients.newClient(uri, AccountServiceGrpc.AccountServiceBlockingStub.class)
                        .getChannel();
            case AttendanceServiceGrpc.SERVICE_NAME ->
                GrpcClients.newClient(uri, AttendanceServiceGrpc.AttendanceServiceBlockingStub.class)
                        .getChannel();
            case PolicyServiceGrpc.SERVICE_NAME ->
                GrpcClients.newClient(uri, PolicyServiceGrpc.PolicyServiceBlockingStub.class)
                        .getChannel();
            case EnrolmentServiceGrpc.SERVICE_NAME ->
                GrpcClients.newClient(uri, EnrolmentServiceGrpc.EnrolmentServiceBlockingStub.class)
                        .getChannel();
            case RegistryServiceGrpc.SERVICE_NAME ->
                GrpcClients.newClient(uri, RegistryServiceGrpc.RegistryServiceBlockingStub.class)
                        .getChannel();
            case SessionServiceGrpc.SERVICE_NAME ->
                GrpcClients.newClient(uri, SessionServiceGrpc.SessionServiceBlockingStub.class)
                        .getChannel();
            case RecordingServiceGrpc.SERVICE_NAME ->
                GrpcClients.newClient(uri, RecordingServiceGrpc.RecordingServiceBlockingStub.class)
                        .getChannel();
            case SourceViewServiceGrpc.SERVICE_NAME ->
                GrpcClients.newClient(uri, SourceViewServiceGrpc.SourceViewServiceBlockingStub.class)
                        .getChannel();
            case WatchServiceGrpc.SERVICE_NAME ->
                GrpcClients.newClient(uri, WatchServiceGrpc.WatchServiceBlockingStub.class)
                        .getChannel();
            default ->
                GrpcClients.newClient(uri, SnapshotServiceGrpc.SnapshotServiceBlockingStub.class)
                        .getChannel();
        };
    }

    private static Rest.Answer callByRest(MethodDescriptor<?, ?> method, Rest rest) {
        HttpRule rule = schema(method).getOptions().getExtension(AnnotationsProto.http);
        String path = (rule.getGet().isEmpty() ? rule.getPost() : rule.getGet()).replaceAll("\\{[a-z_]+}", "unknown");
        return rule.getGet().isEmpty() ? rest.post(path, "{}") : rest.get(path);
    }
}
