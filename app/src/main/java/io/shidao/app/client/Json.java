package io.shidao.app.client;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.StreamSupport;

/** Small helps with JSON as protobuf writes it: what has its default value is left out. */
public final class Json {
    private Json() {}

    /** An object of alternating names and values. */
    public static JsonObject object(Object... namesAndValues) {
        JsonObject object = new JsonObject();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            add(object, (String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    private static void add(JsonObject object, String name, Object value) {
        if (value instanceof JsonElement element) {
            object.add(name, element);
        } else if (value instanceof Number number) {
            object.addProperty(name, number);
        } else if (value instanceof Boolean truth) {
            object.addProperty(name, truth);
        } else {
            object.addProperty(name, value.toString());
        }
    }

    public static JsonArray array(List<JsonObject> elements) {
        JsonArray array = new JsonArray();
        elements.forEach(array::add);
        return array;
    }

    public static String text(JsonObject object, String name) {
        return object.has(name) ? object.get(name).getAsString() : "";
    }

    public static boolean flag(JsonObject object, String name) {
        return object.has(name) && object.get(name).getAsBoolean();
    }

    public static List<JsonObject> objects(JsonObject object, String name) {
        return object.has(name)
                ? elements(object, name).stream()
                        .map(JsonElement::getAsJsonObject)
                        .toList()
                : List.of();
    }

    public static List<String> texts(JsonObject object, String name) {
        return object.has(name)
                ? elements(object, name).stream().map(JsonElement::getAsString).toList()
                : List.of();
    }

    private static List<JsonElement> elements(JsonObject object, String name) {
        return StreamSupport.stream(object.getAsJsonArray(name).spliterator(), false)
                .toList();
    }
}
