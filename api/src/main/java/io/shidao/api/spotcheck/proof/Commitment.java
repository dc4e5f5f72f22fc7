package io.shidao.api.spotcheck.proof;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.List;

/**
 * What a draw is bound to from the moment it is planned.
 *
 * @param number of all draws, without gaps
 * @param previous digest of what the draw before committed to; empty for the first
 * @param prefecture id; empty for the whole region
 * @param from of the sessions' begins, included
 * @param to excluded
 * @param count how many are drawn
 * @param seedSha256 of the 32 bytes
 * @param populationSha256 of the list of candidates
 * @param plannedBy account id
 */
public record Commitment(
        String draw,
        long number,
        String previous,
        String title,
        String prefecture,
        Instant from,
        Instant to,
        Instant drawAt,
        int count,
        String rule,
        Beacon beacon,
        String seedSha256,
        String populationSha256,
        int population,
        Instant plannedAt,
        String plannedBy) {

    /** SHA-256 of the canonical form: whoever has it can tell whether anything was changed later. */
    public String digest() {
        return Digests.sha256(CanonicalJson.of(json()));
    }

    /** Of the candidates in order of their sessions' ids. */
    public static String digestOf(List<Candidate> candidates) {
        return Digests.sha256(CanonicalJson.of(list(candidates)));
    }

    static JsonArray list(List<Candidate> candidates) {
        JsonArray list = new JsonArray(candidates.size());
        candidates.forEach(candidate -> list.add(candidate.json()));
        return list;
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("draw", draw);
        json.addProperty("number", number);
        json.addProperty("previous", previous);
        json.addProperty("title", title);
        json.addProperty("prefecture", prefecture);
        json.addProperty("from", from.toString());
        json.addProperty("to", to.toString());
        json.addProperty("drawAt", drawAt.toString());
        json.addProperty("count", count);
        json.addProperty("rule", rule);
        json.add("beacon", beacon.json());
        json.addProperty("seedSha256", seedSha256);
        json.addProperty("populationSha256", populationSha256);
        json.addProperty("population", population);
        json.addProperty("plannedAt", plannedAt.toString());
        json.addProperty("plannedBy", plannedBy);
        return json;
    }

    static Commitment from(JsonObject json) {
        return new Commitment(
                Fields.text(json, "draw"),
                Fields.whole(json, "number"),
                Fields.text(json, "previous"),
                Fields.text(json, "title"),
                Fields.text(json, "prefecture"),
                Instant.parse(Fields.text(json, "from")),
                Instant.parse(Fields.text(json, "to")),
                Instant.parse(Fields.text(json, "drawAt")),
                Math.toIntExact(Fields.whole(json, "count")),
                Fields.text(json, "rule"),
                Beacon.from(Fields.object(json, "beacon")),
                Fields.text(json, "seedSha256"),
                Fields.text(json, "populationSha256"),
                Math.toIntExact(Fields.whole(json, "population")),
                Instant.parse(Fields.text(json, "plannedAt")),
                Fields.text(json, "plannedBy"));
    }
}
