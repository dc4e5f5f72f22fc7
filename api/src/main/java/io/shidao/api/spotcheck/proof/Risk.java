package io.shidao.api.spotcheck.proof;

import com.google.gson.JsonObject;
import java.util.List;

/**
 * What the records say about a session's class and institution: figures, and of nobody's person.
 *
 * @param classOpen undecided anomalies of the class, major or critical, since {@link RiskRule#RECENT_DAYS} days
 * @param classConfirmed confirmed anomalies of the class since {@link RiskRule#HISTORY_DAYS} days
 * @param institutionConfirmed those of the whole institution
 * @param institutionHeld sessions that the institution held in that time
 * @param daysUnchecked whole days since the institution was last checked, or entered
 */
public record Risk(
        long classOpen, long classConfirmed, long institutionConfirmed, long institutionHeld, long daysUnchecked) {
    public Risk {
        if (List.of(classOpen, classConfirmed, institutionConfirmed, institutionHeld, daysUnchecked).stream()
                .anyMatch(figure -> figure < 0 || figure > Integer.MAX_VALUE)) {
            throw new IllegalArgumentException("risk: a figure is negative or too large (expected: 0 to 2^31 - 1)");
        }
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("classOpen", classOpen);
        json.addProperty("classConfirmed", classConfirmed);
        json.addProperty("institutionConfirmed", institutionConfirmed);
        json.addProperty("institutionHeld", institutionHeld);
        json.addProperty("daysUnchecked", daysUnchecked);
        return json;
    }

    public static Risk from(JsonObject json) {
        return new Risk(
                Fields.whole(json, "classOpen"),
                Fields.whole(json, "classConfirmed"),
                Fields.whole(json, "institutionConfirmed"),
                Fields.whole(json, "institutionHeld"),
                Fields.whole(json, "daysUnchecked"));
    }
}
