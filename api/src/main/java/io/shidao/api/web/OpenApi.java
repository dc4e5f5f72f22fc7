package io.shidao.api.web;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.shidao.proto.api.v1.Access;
import io.shidao.proto.api.v1.AccessOuterClass;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The OpenAPI 3.0 description of the REST side, made from the same descriptors as the services. For one use. */
public final class OpenApi {
    private static final Pattern VARIABLE = Pattern.compile("\\{([a-z0-9_]+)}");
    private static final List<String> ERRORS = List.of("400", "401", "403", "404", "409", "429", "503");

    private final JsonObject paths = new JsonObject();
    private final OpenApiSchemas schemas = new OpenApiSchemas();

    private OpenApi() {}

    /** Every method with a {@code google.api.http} option, and what the server offers beside the services. */
    public static String of(List<ServiceDescriptor> services) {
        OpenApi api = new OpenApi();
        for (ServiceDescriptor service : services) {
            service.getMethods().stream()
                    .filter(method -> method.getOptions().hasExtension(AnnotationsProto.http))
                    .forEach(api::add);
        }
        api.addBeside();
        return new GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .create()
                .toJson(api.document());
    }

    private JsonObject document() {
        JsonObject info = new JsonObject();
        info.addProperty("title", "Shidao 实到");
        info.addProperty("version", "v1");
        info.addProperty(
                "description",
                "Attendance verification for building-trade training. The same services are offered by gRPC. Errors are"
                        + " problem details (RFC 9457) with a stable code. 64-bit numbers are strings, durations are"
                        + " seconds with the suffix s.");
        JsonObject scheme = new JsonObject();
        scheme.addProperty("type", "http");
        scheme.addProperty("scheme", "bearer");
        scheme.addProperty("description", "The token of a sign-in, or the key of a platform.");
        JsonObject security = new JsonObject();
        security.add("bearer", scheme);
        JsonObject components = new JsonObject();
        components.add("schemas", schemas.all());
        components.add("securitySchemes", security);
        JsonObject document = new JsonObject();
        document.addProperty("openapi", "3.0.3");
        document.add("info", info);
        document.add("paths", paths);
        document.add("components", components);
        return document;
    }

    private void add(MethodDescriptor method) {
        HttpRule rule = method.getOptions().getExtension(AnnotationsProto.http);
        String template = template(rule);
        JsonArray parameters = new JsonArray();
        Set<String> bound = new HashSet<>();
        Matcher variables = VARIABLE.matcher(template);
        while (variables.find()) {
            bound.add(variables.group(1));
            parameters.add(parameter(field(method, variables.group(1)), "path"));
        }
        JsonObject operation = operation(method);
        if (rule.getBody().isEmpty()) {
            method.getInputType().getFields().stream()
                    .filter(field -> !bound.contains(field.getName()))
                    .forEach(field -> parameters.add(parameter(field, "query")));
        } else {
            operation.add(
                    "requestBody", OpenApiSchemas.content("application/json", schemas.ref(method.getInputType())));
        }
        operation.add("parameters", parameters);
        JsonObject good = OpenApiSchemas.content("application/json", schemas.ref(method.getOutputType()));
        good.addProperty("description", "OK");
        operation.add("responses", responses(good));
        put(template, rule.getPatternCase() == HttpRule.PatternCase.GET ? "get" : "post", operation);
    }

    private static JsonObject operation(MethodDescriptor method) {
        Access access = method.getOptions().getExtension(AccessOuterClass.access);
        JsonObject operation = new JsonObject();
        operation.addProperty("operationId", method.getName());
        operation.add("tags", array(method.getService().getName()));
        String roles = access.getRolesList().stream()
                .map(role -> role.name().substring("ROLE_".length()))
                .collect(Collectors.joining(", "));
        operation.addProperty("description", access.getAnyone() ? "For anybody." : "For: " + roles + ".");
        operation.add("security", security(access.getAnyone()));
        return operation;
    }

    private static JsonArray security(boolean anyone) {
        JsonArray security = new JsonArray();
        if (!anyone) {
            JsonObject bearer = new JsonObject();
            bearer.add("bearer", new JsonArray());
            security.add(bearer);
        }
        return security;
    }

    private void addBeside() {
        beside(
                "/v1/evidence/{sha256}",
                "GetEvidence",
                "image/jpeg",
                "A kept picture. Each look is recorded, with the query"
                        + " parameter why. For: AUTHORITY_SUPERVISOR, BUREAU_SUPERVISOR,"
                        + " INSTITUTION_ADMINISTRATOR, AUDITOR, TRAINEE.",
                "sha256");
        String events =
                "Server-sent events, each the JSON of a shidao.bus.v1.SessionEvent with its id. A client that is too"
                        + " slow is disconnected and has to read the records again.";
        beside("/v1/sessions/{session_id}/events", "WatchSession", "text/event-stream", events, "session_id");
        beside("/v1/events", "WatchAll", "text/event-stream", events + " Of all sessions in the caller's scope.", "");
    }

    private void beside(String path, String id, String mediaType, String description, String variable) {
        JsonObject text = OpenApiSchemas.type("string", "");
        JsonArray parameters = new JsonArray();
        if (!variable.isEmpty()) {
            parameters.add(parameter(variable, "path", text));
        }
        if (mediaType.equals("image/jpeg")) {
            parameters.add(parameter("why", "query", text));
        }
        JsonObject good = OpenApiSchemas.content(
                mediaType, OpenApiSchemas.type("string", mediaType.equals("image/jpeg") ? "binary" : ""));
        good.addProperty("description", "OK");
        JsonObject operation = new JsonObject();
        operation.addProperty("operationId", id);
        operation.add("tags", array("Beside"));
        operation.addProperty("description", description);
        operation.add("security", security(false));
        operation.add("parameters", parameters);
        operation.add("responses", responses(good));
        put(path, "get", operation);
    }

    private JsonObject responses(JsonObject good) {
        JsonObject responses = new JsonObject();
        responses.add("200", good);
        for (String status : ERRORS) {
            JsonObject problem = OpenApiSchemas.content("application/problem+json", schemas.problem());
            problem.addProperty("description", "A problem");
            responses.add(status, problem);
        }
        return responses;
    }

    private void put(String path, String verb, JsonObject operation) {
        if (!paths.has(path)) {
            paths.add(path, new JsonObject());
        }
        paths.getAsJsonObject(path).add(verb, operation);
    }

    private JsonObject parameter(FieldDescriptor field, String in) {
        return parameter(field.getName(), in, schemas.field(field));
    }

    private static JsonObject parameter(String name, String in, JsonObject schema) {
        JsonObject parameter = new JsonObject();
        parameter.addProperty("name", name);
        parameter.addProperty("in", in);
        parameter.addProperty("required", in.equals("path"));
        parameter.add("schema", schema);
        return parameter;
    }

    private static FieldDescriptor field(MethodDescriptor method, String name) {
        FieldDescriptor field = method.getInputType().findFieldByName(name);
        if (field == null) {
            throw new IllegalArgumentException("method " + method.getFullName() + ": path has {" + name
                    + "} (expected: a field of " + method.getInputType().getName() + ")");
        }
        return field;
    }

    private static String template(HttpRule rule) {
        return switch (rule.getPatternCase()) {
            case GET -> rule.getGet();
            case POST -> rule.getPost();
            default ->
                throw new IllegalArgumentException(
                        "http option: " + rule.getPatternCase() + " (expected: get or post)");
        };
    }

    private static JsonArray array(String element) {
        JsonArray array = new JsonArray();
        array.add(element);
        return array;
    }
}
