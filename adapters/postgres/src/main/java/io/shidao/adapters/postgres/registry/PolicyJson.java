package io.shidao.adapters.postgres.registry;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.shidao.kernel.session.AttendancePolicy;
import java.time.Duration;

/** An attendance policy as the JSON in training_session.policy: durations in the form of ISO 8601. */
final class PolicyJson {
    private PolicyJson() {}

    static String write(AttendancePolicy policy) {
        JsonObject json = new JsonObject();
        json.addProperty("presentShare", policy.presentShare());
        json.addProperty("bridgedGap", policy.bridgedGap().toString());
        json.addProperty("lateAfter", policy.lateAfter().toString());
        json.addProperty("earlyBefore", policy.earlyBefore().toString());
        json.addProperty("classHour", policy.classHour().toString());
        json.addProperty("outsiderAfter", policy.outsiderAfter().toString());
        json.addProperty("sourceLostAfter", policy.sourceLostAfter().toString());
        json.addProperty("samplingInterval", policy.samplingInterval().toString());
        json.addProperty("snapshotInterval", policy.snapshotInterval().toString());
        json.addProperty("consecutiveSnapshots", policy.consecutiveSnapshots());
        return json.toString();
    }

    /** A rule that is not there (planned by an older version) has its default. */
    static AttendancePolicy read(String text) {
        JsonObject json = JsonParser.parseString(text).getAsJsonObject();
        AttendancePolicy defaults = AttendancePolicy.defaults();
        return new AttendancePolicy(
                json.has("presentShare") ? json.get("presentShare").getAsDouble() : defaults.presentShare(),
                duration(json, "bridgedGap", defaults.bridgedGap()),
                duration(json, "lateAfter", defaults.lateAfter()),
                duration(json, "earlyBefore", defaults.earlyBefore()),
                duration(json, "classHour", defaults.classHour()),
                duration(json, "outsiderAfter", defaults.outsiderAfter()),
                duration(json, "sourceLostAfter", defaults.sourceLostAfter()),
                duration(json, "samplingInterval", defaults.samplingInterval()),
                duration(json, "snapshotInterval", defaults.snapshotInterval()),
                json.has("consecutiveSnapshots")
                        ? json.get("consecutiveSnapshots").getAsInt()
                        : defaults.consecutiveSnapshots());
    }

    private static Duration duration(JsonObject json, String name, Duration whenMissing) {
        return json.has(name) ? Duration.parse(json.get(name).getAsString()) : whenMissing;
    }
}
