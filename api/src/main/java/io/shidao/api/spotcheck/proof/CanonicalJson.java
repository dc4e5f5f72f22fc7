package io.shidao.api.spotcheck.proof;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * JSON in the one form of RFC 8785 (JCS), for values of which that is simple: text, whole numbers up to 2⁵³, lists and
 * objects.
 */
final class CanonicalJson {
    private static final long MOST = 1L << 53;

    private CanonicalJson() {}

    /** @throws IllegalArgumentException for any other kind of value */
    static String of(JsonElement value) {
        if (value instanceof JsonObject object) {
            return object(object);
        }
        if (value instanceof JsonArray array) {
            return StreamSupport.stream(array.spliterator(), false)
                    .map(CanonicalJson::of)
                    .collect(Collectors.joining(",", "[", "]"));
        }
        if (value instanceof JsonPrimitive primitive && primitive.isString()) {
            return text(primitive.getAsString());
        }
        if (value instanceof JsonPrimitive primitive && primitive.isNumber()) {
            return number(primitive);
        }
        throw new IllegalArgumentException(
                "a value of this kind has no place here (expected: text, number, list, object)");
    }

    private static String object(JsonObject object) {
        // by UTF-16 code units, as the RFC says and as Java compares text
        Map<String, JsonElement> sorted = new TreeMap<>(object.asMap());
        return sorted.entrySet().stream()
                .map(field -> text(field.getKey()) + ':' + of(field.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String number(JsonPrimitive number) {
        try {
            long whole = new BigDecimal(number.getAsString()).longValueExact();
            if (Math.abs(whole) <= MOST) {
                return Long.toString(whole);
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // not whole: said below
        }
        throw new IllegalArgumentException("a number is not whole, or too large (expected: up to 2^53)");
    }

    private static String text(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            append(out, text.charAt(i));
        }
        return out.append('"').toString();
    }

    private static void append(StringBuilder out, char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            default -> {
                if (c < 0x20) {
                    out.append(String.format("\\u%04x", (int) c));
                } else {
                    out.append(c);
                }
            }
        }
    }
}
