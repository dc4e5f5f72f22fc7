package io.shidao.api.spotcheck.proof;

import com.google.gson.JsonObject;
import java.time.Instant;

/**
 * A session that may be drawn.
 *
 * @param lots how many of the numbers in the urn are its own
 */
public record Candidate(
        String session, String trainingClass, String institution, Instant startsAt, Risk risk, int lots) {
    public Candidate {
        if (lots < 1 || lots > RiskRule.CAP) {
            throw new IllegalArgumentException("lots: " + lots + " (expected: 1 to " + RiskRule.CAP + ")");
        }
    }

    public static Candidate of(String session, String trainingClass, String institution, Instant startsAt, Risk risk) {
        return new Candidate(session, trainingClass, institution, startsAt, risk, RiskRule.lots(risk));
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("session", session);
        json.addProperty("class", trainingClass);
        json.addProperty("institution", institution);
        json.addProperty("startsAt", startsAt.toString());
        json.add("risk", risk.json());
        json.addProperty("lots", lots);
        return json;
    }

    static Candidate from(JsonObject json) {
        return new Candidate(
                Fields.text(json, "session"),
                Fields.text(json, "class"),
                Fields.text(json, "institution"),
                Instant.parse(Fields.text(json, "startsAt")),
                Risk.from(Fields.object(json, "risk")),
                (int) Math.max(0, Math.min(Fields.whole(json, "lots"), Integer.MAX_VALUE)));
    }
}
