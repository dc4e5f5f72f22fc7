package io.shidao.adapters.postgres.policy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.shidao.kernel.session.AttendancePolicy;
import io.shidao.kernel.session.CreditRules;
import io.shidao.kernel.session.RandomChecks;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;

/** An attendance policy as the JSON in training_session.policy: durations in the form of ISO 8601. */
public final class PolicyJson {
    private PolicyJson() {}

    public static String write(AttendancePolicy policy) {
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
        json.addProperty("reverification", policy.reverification().toString());
        write(json, policy.credit());
        write(json, policy.checks());
        json.addProperty("checkInPhotos", policy.checkInPhotos());
        return json.toString();
    }

    /** A rule that is not there (planned by an older version) has its default. */
    public static AttendancePolicy read(String text) {
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
                number(json, "consecutiveSnapshots", defaults.consecutiveSnapshots()),
                duration(json, "reverification", defaults.reverification()),
                credit(json, defaults.credit()),
                checks(json, defaults.checks()),
                number(json, "checkInPhotos", defaults.checkInPhotos()));
    }

    private static void write(JsonObject json, CreditRules credit) {
        json.addProperty("zone", credit.zone().getId());
        json.addProperty("validFrom", credit.validFrom().toString());
        json.addProperty("validTo", credit.validTo().toString());
        json.addProperty("dailyClassHours", credit.dailyClassHours());
        json.addProperty("leastSession", credit.leastSession().toString());
        json.addProperty("mostSession", credit.mostSession().toString());
    }

    private static void write(JsonObject json, RandomChecks checks) {
        json.addProperty("checksPerDay", checks.perDay());
        json.addProperty("checkAnswerWithin", checks.answerWithin().toString());
        json.addProperty("checksMadeUp", checks.madeUp());
        json.addProperty("checksMadeUpOf", checks.madeUpOf());
    }

    private static CreditRules credit(JsonObject json, CreditRules defaults) {
        return new CreditRules(
                json.has("zone") ? ZoneId.of(json.get("zone").getAsString()) : defaults.zone(),
                time(json, "validFrom", defaults.validFrom()),
                time(json, "validTo", defaults.validTo()),
                json.has("dailyClassHours") ? json.get("dailyClassHours").getAsDouble() : defaults.dailyClassHours(),
                duration(json, "leastSession", defaults.leastSession()),
                duration(json, "mostSession", defaults.mostSession()));
    }

    private static RandomChecks checks(JsonObject json, RandomChecks defaults) {
        return new RandomChecks(
                number(json, "checksPerDay", defaults.perDay()),
                duration(json, "checkAnswerWithin", defaults.answerWithin()),
                number(json, "checksMadeUp", defaults.madeUp()),
                number(json, "checksMadeUpOf", defaults.madeUpOf()));
    }

    private static int number(JsonObject json, String name, int whenMissing) {
        return json.has(name) ? json.get(name).getAsInt() : whenMissing;
    }

    private static LocalTime time(JsonObject json, String name, LocalTime whenMissing) {
        return json.has(name) ? LocalTime.parse(json.get(name).getAsString()) : whenMissing;
    }

    private static Duration duration(JsonObject json, String name, Duration whenMissing) {
        return json.has(name) ? Duration.parse(json.get(name).getAsString()) : whenMissing;
    }
}
