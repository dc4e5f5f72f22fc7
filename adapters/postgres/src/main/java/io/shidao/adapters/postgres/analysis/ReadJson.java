package io.shidao.adapters.postgres.analysis;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.shidao.kernel.face.Box;
import io.shidao.kernel.id.SampleId;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.record.EvidenceRef;
import io.shidao.kernel.record.Interval;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads what {@link Json} wrote. */
final class ReadJson {
    private ReadJson() {}

    static List<EvidenceRef> evidence(String text) {
        return elements(text).map(ReadJson::ref).toList();
    }

    static List<Interval> intervals(String text) {
        return elements(text)
                .map(json -> new Interval(time(json, "from"), time(json, "to")))
                .toList();
    }

    private static EvidenceRef ref(JsonObject json) {
        return new EvidenceRef(
                EvidenceRef.Purpose.valueOf(json.get("purpose").getAsString()),
                new Sha256(json.get("image").getAsString()),
                value(json, "sample")
                        .map(sample -> new SampleId(sample.getAsString()))
                        .orElse(null),
                time(json, "takenAt"),
                value(json, "box").map(box -> box(box.getAsJsonObject())).orElse(null),
                value(json, "subject")
                        .map(subject -> new SubjectId(subject.getAsString()))
                        .orElse(null));
    }

    private static Box box(JsonObject json) {
        return new Box(
                json.get("x").getAsFloat(),
                json.get("y").getAsFloat(),
                json.get("width").getAsFloat(),
                json.get("height").getAsFloat());
    }

    private static Instant time(JsonObject json, String name) {
        return Instant.parse(json.get(name).getAsString());
    }

    private static Optional<JsonElement> value(JsonObject json, String name) {
        return Optional.ofNullable(json.get(name)).filter(value -> !value.isJsonNull());
    }

    private static Stream<JsonObject> elements(String text) {
        return StreamSupport.stream(
                        JsonParser.parseString(text).getAsJsonArray().spliterator(), false)
                .map(JsonElement::getAsJsonObject);
    }
}
