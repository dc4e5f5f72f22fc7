package io.shidao.api.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;

/** Messages as JSON schemas, by the JSON mapping of proto3. For one use. */
final class OpenApiSchemas {
    private static final String PROBLEM = "Problem";

    private final JsonObject all = new JsonObject();

    JsonObject all() {
        return all;
    }

    JsonObject ref(Descriptor message) {
        String name = message.getFullName();
        if (!all.has(name)) {
            JsonObject schema = type("object", "");
            all.add(name, schema);
            JsonObject properties = new JsonObject();
            schema.add("properties", properties);
            message.getFields().forEach(field -> properties.add(field.getJsonName(), field(field)));
        }
        return refTo(name);
    }

    JsonObject problem() {
        if (!all.has(PROBLEM)) {
            JsonObject violation = object("field", "message");
            JsonObject violations = type("array", "");
            violations.add("items", violation);
            JsonObject problem = object("type", "title", "code", "detail");
            problem.getAsJsonObject("properties").add("status", type("integer", "int32"));
            problem.getAsJsonObject("properties").add("violations", violations);
            all.add(PROBLEM, problem);
        }
        return refTo(PROBLEM);
    }

    JsonObject field(FieldDescriptor field) {
        if (field.isMapField()) {
            JsonObject map = type("object", "");
            map.add("additionalProperties", single(field.getMessageType().findFieldByNumber(2)));
            return map;
        }
        if (!field.isRepeated()) {
            return single(field);
        }
        JsonObject array = type("array", "");
        array.add("items", single(field));
        return array;
    }

    private JsonObject single(FieldDescriptor field) {
        return switch (field.getType()) {
            case MESSAGE, GROUP -> message(field.getMessageType());
            case ENUM -> enumeration(field);
            case BOOL -> type("boolean", "");
            case DOUBLE -> type("number", "double");
            case FLOAT -> type("number", "float");
            case BYTES -> type("string", "byte");
            case STRING -> type("string", "");
            case INT64, UINT64, SINT64, FIXED64, SFIXED64 -> type("string", "int64");
            case INT32, UINT32, SINT32, FIXED32, SFIXED32 -> type("integer", "int32");
        };
    }

    private JsonObject message(Descriptor message) {
        return switch (message.getFullName()) {
            case "google.protobuf.Timestamp" -> type("string", "date-time");
            case "google.protobuf.Duration" -> type("string", "duration");
            default -> ref(message);
        };
    }

    private static JsonObject enumeration(FieldDescriptor field) {
        JsonArray values = new JsonArray();
        field.getEnumType().getValues().forEach(value -> values.add(value.getName()));
        JsonObject schema = type("string", "");
        schema.add("enum", values);
        return schema;
    }

    private static JsonObject object(String... textProperties) {
        JsonObject properties = new JsonObject();
        for (String name : textProperties) {
            properties.add(name, type("string", ""));
        }
        JsonObject object = type("object", "");
        object.add("properties", properties);
        return object;
    }

    static JsonObject content(String mediaType, JsonObject schema) {
        JsonObject holder = new JsonObject();
        holder.add("schema", schema);
        JsonObject byType = new JsonObject();
        byType.add(mediaType, holder);
        JsonObject content = new JsonObject();
        content.add("content", byType);
        return content;
    }

    static JsonObject type(String type, String format) {
        JsonObject schema = new JsonObject();
        schema.addProperty("type", type);
        if (!format.isEmpty()) {
            schema.addProperty("format", format);
        }
        return schema;
    }

    private static JsonObject refTo(String name) {
        JsonObject ref = new JsonObject();
        ref.addProperty("$ref", "#/components/schemas/" + name);
        return ref;
    }
}
