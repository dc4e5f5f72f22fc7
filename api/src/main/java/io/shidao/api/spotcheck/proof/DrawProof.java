package io.shidao.api.spotcheck.proof;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one draw that somebody needs to recompute it. As a file: JSON with {@code format},
 * {@code commitmentSha256}, {@code commitment}, {@code population}, and, once there is one, {@code end}.
 *
 * @param commitmentSha256 as it was published when the draw was planned
 * @param end null while the draw is planned
 */
public record DrawProof(
        String commitmentSha256,
        Commitment commitment,
        List<Candidate> population,
        @Nullable End end) {
    static final String FORMAT = "shidao-spot-draw-1";

    public DrawProof {
        population = List.copyOf(population);
    }

    /**
     * How the draw came to its end.
     *
     * @param seed 64 hexadecimal digits
     * @param value empty when it was cancelled; so are signature and what was drawn
     * @param by account id
     * @param cancelReason empty when it was drawn
     */
    public record End(
            String seed,
            String value,
            String signature,
            Instant at,
            String by,
            String cancelReason,
            List<Urn.Drawn> drawn) {
        public End {
            drawn = List.copyOf(drawn);
        }

        boolean isCancelled() {
            return !cancelReason.isEmpty();
        }
    }

    /** The file: the same draw always gives the same text. */
    public String text() {
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
        json.addProperty("commitmentSha256", commitmentSha256);
        json.add("commitment", commitment.json());
        json.add("population", Commitment.list(population));
        if (end != null) {
            json.add("end", json(end));
        }
        return new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .create()
                        .toJson(json) + "\n";
    }

    private static JsonObject json(End end) {
        JsonObject json = new JsonObject();
        json.addProperty("seed", end.seed());
        json.addProperty("value", end.value());
        json.addProperty("signature", end.signature());
        json.addProperty("at", end.at().toString());
        json.addProperty("by", end.by());
        json.addProperty("cancelReason", end.cancelReason());
        JsonArray drawn = new JsonArray();
        for (Urn.Drawn one : end.drawn()) {
            JsonObject entry = new JsonObject();
            entry.addProperty("session", one.session());
            entry.addProperty("lot", one.lot());
            entry.addProperty("number", one.number());
            drawn.add(entry);
        }
        json.add("drawn", drawn);
        return json;
    }

    /** @throws IllegalArgumentException saying what is not as it should be in such a file */
    public static DrawProof read(String text) {
        try {
            JsonObject json = JsonParser.parseString(text).getAsJsonObject();
            if (!Fields.text(json, "format").equals(FORMAT)) {
                throw new IllegalArgumentException("format: not known here (expected: " + FORMAT + ")");
            }
            List<Candidate> population = new ArrayList<>();
            for (JsonElement candidate : Fields.array(json, "population")) {
                population.add(Candidate.from(candidate.getAsJsonObject()));
            }
            return new DrawProof(
                    Fields.text(json, "commitmentSha256"),
                    Commitment.from(Fields.object(json, "commitment")),
                    population,
                    json.has("end") ? end(Fields.object(json, "end")) : null);
        } catch (JsonParseException | IllegalStateException | DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("not a proof of a draw (expected: a file that \"proof\" gave): " + e, e);
        }
    }

    private static End end(JsonObject json) {
        List<Urn.Drawn> drawn = new ArrayList<>();
        for (JsonElement element : Fields.array(json, "drawn")) {
            JsonObject one = element.getAsJsonObject();
            drawn.add(new Urn.Drawn(
                    Fields.text(one, "session"),
                    Math.toIntExact(Fields.whole(one, "lot")),
                    Fields.text(one, "number")));
        }
        return new End(
                Fields.text(json, "seed"),
                Fields.text(json, "value"),
                Fields.text(json, "signature"),
                Instant.parse(Fields.text(json, "at")),
                Fields.text(json, "by"),
                Fields.text(json, "cancelReason"),
                drawn);
    }
}
