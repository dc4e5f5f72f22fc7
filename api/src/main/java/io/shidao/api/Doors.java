package io.shidao.api;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.grpc.GrpcSerializationFormats;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.grpc.GrpcService;
import com.linecorp.armeria.server.grpc.HttpJsonTranscodingOptions;
import com.linecorp.armeria.server.grpc.HttpJsonTranscodingQueryParamMatchRule;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoServiceDescriptorSupplier;
import io.shidao.api.evidence.EvidenceImages;
import io.shidao.api.gate.Door;
import io.shidao.api.gate.GateInterceptor;
import io.shidao.api.gate.Scope;
import io.shidao.api.live.EventStream;
import io.shidao.api.problem.GrpcProblems;
import io.shidao.api.record.ClipVideo;
import io.shidao.api.web.Console;
import io.shidao.api.web.Health;
import io.shidao.api.web.Metrics;
import io.shidao.api.web.OpenApi;
import io.shidao.api.web.ReadyCheck;
import io.shidao.kernel.id.SessionId;
import io.shidao.proto.api.v1.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Everything there is to open, in one list: the services, then each address beside them with who may go in. */
final class Doors {
    /** Whoever supervises or runs classes. Not auditors: they see what happened, nobody live. */
    private static final Set<Role> WATCHERS =
            Set.of(Role.ROLE_AUTHORITY_SUPERVISOR, Role.ROLE_BUREAU_SUPERVISOR, Role.ROLE_INSTITUTION_ADMINISTRATOR);

    private static final Set<Role> EVENTS = Set.of(
            Role.ROLE_AUTHORITY_SUPERVISOR,
            Role.ROLE_BUREAU_SUPERVISOR,
            Role.ROLE_INSTITUTION_ADMINISTRATOR,
            Role.ROLE_PLATFORM);
    private static final Set<Role> CLIPS = Set.of(
            Role.ROLE_AUTHORITY_SUPERVISOR,
            Role.ROLE_BUREAU_SUPERVISOR,
            Role.ROLE_INSTITUTION_ADMINISTRATOR,
            Role.ROLE_AUDITOR);
    private static final Set<Role> PICTURES = Set.of(
            Role.ROLE_AUTHORITY_SUPERVISOR,
            Role.ROLE_BUREAU_SUPERVISOR,
            Role.ROLE_INSTITUTION_ADMINISTRATOR,
            Role.ROLE_AUDITOR,
            Role.ROLE_TRAINEE);

    private Doors() {}

    static void addTo(
            ServerBuilder server,
            ApiConfig config,
            ApiPorts ports,
            List<ServerServiceDefinition> services,
            GateInterceptor interceptor,
            EventStream events,
            EvidenceImages evidence,
            HttpService watch,
            HttpService picture) {
        Health health = new Health(checks(ports));
        server.service(grpc(services, interceptor))
                .service(
                        "/v1/sessions/{session_id}/events",
                        Door.forRoles(EVENTS, events).lasting())
                .service("/v1/events", Door.forRoles(EVENTS, events).lasting())
                .service(
                        "/v1/sessions/{session_id}/live",
                        Door.forRoles(WATCHERS, watch).lasting())
                .service("/v1/sessions/{session_id}/picture", Door.forRoles(WATCHERS, picture))
                .service("/v1/evidence/{sha256}", Door.forRoles(PICTURES, evidence))
                .service("/v1/sessions/{session_id}/clip", Door.forRoles(CLIPS, clips(ports)))
                .service("/openapi.json", Door.open(openApi(services)))
                .service("/healthz", Door.open(health.live()))
                .service("/readyz", Door.open(health.ready()))
                .service("/metrics", Door.open(Metrics.of(ports.meters(), config.metricsToken())))
                .serviceUnder("/", Door.open(Console.of(Doors.class.getClassLoader())));
    }

    private static ClipVideo clips(ApiPorts ports) {
        return new ClipVideo(
                ports.stores().kept().sessions(),
                ports.video(),
                ports.stores().access().accessLog(),
                ports.meters());
    }

    private static GrpcService grpc(List<ServerServiceDefinition> services, GateInterceptor interceptor) {
        GrpcProblems problems = new GrpcProblems();
        var builder = GrpcService.builder()
                .supportedSerializationFormats(GrpcSerializationFormats.PROTO, GrpcSerializationFormats.JSON)
                .enableHttpJsonTranscoding(HttpJsonTranscodingOptions.builder()
                        // as in bodies, both spellings of a field's name are understood
                        .queryParamMatchRules(
                                HttpJsonTranscodingQueryParamMatchRule.ORIGINAL_FIELD,
                                HttpJsonTranscodingQueryParamMatchRule.LOWER_CAMEL_CASE)
                        .errorHandler(problems)
                        .build())
                .exceptionHandler(problems)
                .intercept(interceptor)
                .useBlockingTaskExecutor(true);
        services.forEach(builder::addService);
        return builder.build();
    }

    private static HttpService openApi(List<ServerServiceDefinition> services) {
        String description = OpenApi.of(services.stream()
                .map(service -> (ProtoServiceDescriptorSupplier)
                        Objects.requireNonNull(service.getServiceDescriptor().getSchemaDescriptor()))
                .map(ProtoServiceDescriptorSupplier::getServiceDescriptor)
                .toList());
        return (context, request) -> HttpResponse.of(HttpStatus.OK, MediaType.JSON_UTF_8, description);
    }

    private static List<ReadyCheck> checks(ApiPorts ports) {
        List<ReadyCheck> checks = new ArrayList<>();
        checks.add(ReadyCheck.of("store", () -> ports.stores().registry().hasInstitution("ready-check", Scope.REGION)));
        checks.add(ReadyCheck.of("live-state", () -> ports.live().presence(new SessionId("ready-check"))));
        checks.addAll(ports.checks());
        return checks;
    }
}
