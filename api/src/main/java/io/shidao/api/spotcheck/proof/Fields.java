package io.shidao.api.spotcheck.proof;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.math.BigDecimal;

/** Reads fields that have to be there and of the right kind. */
final class Fields {
    private Fields() {}

    static String text(JsonObject json, String name) {
        JsonElement value = json.get(name);
        if (value == null
                || !value.isJsonPrimitive()
                || !value.getAsJsonPrimitive().isString()) {
            throw missing(name, "a text");
        }
        return value.getAsString();
    }

    static long whole(JsonObject json, String name) {
        JsonElement value = json.get(name);
        if (value == null
                || !value.isJsonPrimitive()
                || !value.getAsJsonPrimitive().isNumber()) {
            throw missing(name, "a whole number");
        }
        try {
            return new BigDecimal(value.getAsString()).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw missing(name, "a whole number");
        }
    }

    static JsonObject object(JsonObject json, String name) {
        if (json.get(name) instanceof JsonObject object) {
            return object;
        }
        throw missing(name, "an object");
    }

    static JsonArray array(JsonObject json, String name) {
        if (json.get(name) instanceof JsonArray array) {
            return array;
        }
        throw missing(name, "a list");
    }

    private static IllegalArgumentException missing(String name, String kind) {
        return new IllegalArgumentException(name + ": missing, or not what it should be (expected: " + kind + ")");
    }
}
