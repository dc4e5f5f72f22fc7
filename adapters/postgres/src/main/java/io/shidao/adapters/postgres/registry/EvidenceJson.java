package io.shidao.adapters.postgres.registry;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.shidao.proto.api.v1.Evidence;
import io.shidao.proto.api.v1.Interval;
import io.shidao.wire.Times;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** The JSON that the analyzer writes beside its records: evidence, intervals and numbers. */
final class EvidenceJson {
    private EvidenceJson() {}

    static List<Evidence> evidence(String text) {
        return elements(text).map(EvidenceJson::one).toList();
    }

    static List<Interval> intervals(String text) {
        return elements(text)
                .map(JsonElement::getAsJsonObject)
                .map(json -> Interval.newBuilder()
                        .setFrom(Times.timestamp(Instant.parse(json.get("from").getAsString())))
                        .setTo(Times.timestamp(Instant.parse(json.get("to").getAsString())))
                        .build())
                .toList();
    }

    static Map<String, Double> numbers(String text) {
        Map<String, Double> numbers = new HashMap<>();
        JsonParser.parseString(text)
                .getAsJsonObject()
                .entrySet()
                .forEach(e -> numbers.put(e.getKey(), e.getValue().getAsDouble()));
        return numbers;
    }

    private static Evidence one(JsonElement element) {
        JsonObject json = element.getAsJsonObject();
        var evidence = Evidence.newBuilder()
                .setPurpose(Evidence.Purpose.valueOf(
                        "PURPOSE_" + json.get("purpose").getAsString()))
                .setImage(json.get("image").getAsString())
                .setTakenAt(Times.timestamp(Instant.parse(json.get("takenAt").getAsString())));
        if (json.has("subject") && !json.get("subject").isJsonNull()) {
            evidence.setSubjectId(json.get("subject").getAsString());
        }
        return evidence.build();
    }

    private static java.util.stream.Stream<JsonElement> elements(String text) {
        return StreamSupport.stream(
                JsonParser.parseString(text).getAsJsonArray().spliterator(), false);
    }
}
