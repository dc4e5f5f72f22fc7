package io.shidao.adapters.postgres.analysis;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.shidao.adapters.postgres.policy.PolicyJson;
import io.shidao.analyzer.attendance.AttendanceConfig;
import io.shidao.analyzer.attendance.AttendanceFacts;
import io.shidao.analyzer.attendance.AttendanceFold;
import io.shidao.analyzer.attendance.Members;
import io.shidao.analyzer.attendance.Sighting;
import io.shidao.analyzer.attendance.SnapshotLook;
import io.shidao.kernel.face.Box;
import io.shidao.kernel.id.AnomalyId;
import io.shidao.kernel.id.ClassId;
import io.shidao.kernel.id.InstitutionId;
import io.shidao.kernel.id.SampleId;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.record.EvidenceRef;
import io.shidao.kernel.record.Interval;
import io.shidao.kernel.session.Adjudication;
import io.shidao.kernel.session.Claim;
import io.shidao.kernel.session.ClaimKind;
import io.shidao.kernel.session.PersonStatement;
import io.shidao.kernel.session.PolicyVersion;
import io.shidao.kernel.session.SessionKind;
import io.shidao.kernel.session.SessionPlan;
import io.shidao.kernel.session.SubjectPair;
import io.shidao.kernel.session.SubjectRole;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * From what attendance is folded, as JSON: form 1 in {@code form}. Equal facts give equal text, since what has no order is
 * written in the order of ids. Nothing of a face is in it.
 */
public final class FactsJson {
    private static final int FORM = 1;

    private FactsJson() {}

    /** Facts with the fold that goes with them. */
    public record Kept(AttendanceFacts facts, AttendanceFold fold) {}

    static String write(AttendanceFacts facts, AttendanceFold fold) {
        JsonObject json = new JsonObject();
        json.addProperty("form", FORM);
        json.add("fold", write(fold));
        json.add("plan", write(facts.plan()));
        json.add("members", array(facts.members().list(), FactsJson::write));
        json.add(
                "inseparable",
                array(
                        sorted(facts.members().inseparable(), pair -> pair.first() + " " + pair.second()),
                        pair -> text(pair.first() + " " + pair.second())));
        json.add("claims", array(sorted(facts.claims(), Claim::id), FactsJson::write));
        json.add("coverage", array(facts.coverage(), FactsJson::write));
        json.add("sightings", array(facts.sightings(), FactsJson::write));
        json.add("unclear", array(sorted(facts.unclear(), SubjectId::value), subject -> text(subject.value())));
        JsonObject looks = new JsonObject();
        sorted(facts.looks().entrySet(), entry -> entry.getKey().value())
                .forEach(entry -> looks.add(entry.getKey().value(), array(entry.getValue(), FactsJson::write)));
        json.add("looks", looks);
        json.add("statements", array(sorted(facts.statements(), PersonStatement::id), FactsJson::write));
        json.add(
                "adjudications",
                array(sorted(facts.adjudications(), a -> a.anomaly().value()), FactsJson::write));
        json.addProperty("asOf", facts.asOf().toString());
        json.addProperty("concluded", facts.concluded());
        return json.toString();
    }

    /** @throws IllegalArgumentException when it was written by a newer release */
    public static Kept read(String text) {
        JsonObject json = JsonParser.parseString(text).getAsJsonObject();
        if (json.get("form").getAsInt() != FORM) {
            throw new IllegalArgumentException("attendance facts: form " + json.get("form") + " (expected: " + FORM
                    + "; likely cause: written by a newer release)");
        }
        Map<SubjectId, List<SnapshotLook>> looks = new HashMap<>();
        json.getAsJsonObject("looks")
                .entrySet()
                .forEach(e -> looks.put(new SubjectId(e.getKey()), list(e.getValue(), FactsJson::look)));
        AttendanceFacts facts = new AttendanceFacts(
                plan(json.getAsJsonObject("plan")),
                new Members(
                        list(json.get("members"), FactsJson::member),
                        Set.copyOf(list(json.get("inseparable"), FactsJson::pair))),
                list(json.get("claims"), FactsJson::claim),
                list(json.get("coverage"), FactsJson::interval),
                list(json.get("sightings"), FactsJson::sighting),
                Set.copyOf(list(json.get("unclear"), e -> new SubjectId(e.getAsString()))),
                looks,
                list(json.get("statements"), FactsJson::statement),
                json.has("adjudications") ? list(json.get("adjudications"), FactsJson::adjudication) : List.of(),
                Instant.parse(json.get("asOf").getAsString()),
                json.get("concluded").getAsBoolean());
        return new Kept(facts, fold(json.getAsJsonObject("fold")));
    }

    private static JsonObject write(AttendanceFold fold) {
        JsonObject json = new JsonObject();
        json.addProperty("leastCoverage", fold.config().leastCoverage());
        json.addProperty("leastSeenShare", fold.config().leastSeenShare());
        json.addProperty("calibration", fold.calibration());
        json.addProperty("snapshotTolerance", fold.snapshotTolerance());
        return json;
    }

    private static AttendanceFold fold(JsonObject json) {
        return new AttendanceFold(
                new AttendanceConfig(
                        json.get("leastCoverage").getAsDouble(),
                        json.get("leastSeenShare").getAsDouble()),
                json.get("calibration").getAsString(),
                json.get("snapshotTolerance").getAsDouble());
    }

    private static JsonObject write(SessionPlan plan) {
        JsonObject json = new JsonObject();
        json.addProperty("session", plan.id().value());
        json.addProperty("class", plan.classId().value());
        json.addProperty("institution", plan.institution().value());
        json.addProperty("kind", plan.kind().name());
        json.addProperty("source", plan.source().value());
        json.addProperty("startsAt", plan.startsAt().toString());
        json.addProperty("endsAt", plan.endsAt().toString());
        json.add("policy", JsonParser.parseString(PolicyJson.write(plan.policy())));
        PolicyVersion version = plan.policyVersion();
        if (version != null) {
            json.addProperty("policyId", version.policy());
            json.addProperty("policyVersion", version.number());
        }
        json.add("checks", array(plan.checks(), at -> text(at.toString())));
        return json;
    }

    private static SessionPlan plan(JsonObject json) {
        return new SessionPlan(
                new SessionId(json.get("session").getAsString()),
                new ClassId(json.get("class").getAsString()),
                new InstitutionId(json.get("institution").getAsString()),
                SessionKind.valueOf(json.get("kind").getAsString()),
                new SourceId(json.get("source").getAsString()),
                time(json, "startsAt"),
                time(json, "endsAt"),
                PolicyJson.read(json.get("policy").toString()),
                json.has("policyId")
                        ? new PolicyVersion(
                                json.get("policyId").getAsString(),
                                json.get("policyVersion").getAsInt())
                        : null,
                list(json.get("checks"), e -> Instant.parse(e.getAsString())));
    }

    private static JsonObject write(Members.Member member) {
        JsonObject json = new JsonObject();
        json.addProperty("subject", member.subject().value());
        json.addProperty("role", member.role().name());
        json.addProperty("enrolled", member.enrolled());
        return json;
    }

    private static Members.Member member(JsonElement element) {
        JsonObject json = element.getAsJsonObject();
        return new Members.Member(
                subject(json),
                SubjectRole.valueOf(json.get("role").getAsString()),
                json.get("enrolled").getAsBoolean());
    }

    private static SubjectPair pair(JsonElement element) {
        String[] ids = element.getAsString().split(" ", 2);
        return SubjectPair.of(new SubjectId(ids[0]), new SubjectId(ids[1]));
    }

    private static JsonObject write(Claim claim) {
        JsonObject json = new JsonObject();
        json.addProperty("id", claim.id());
        json.addProperty("subject", claim.subject().value());
        json.addProperty("kind", claim.kind().name());
        json.addProperty("madeAt", claim.madeAt().toString());
        return json;
    }

    private static Claim claim(JsonElement element) {
        JsonObject json = element.getAsJsonObject();
        return new Claim(
                json.get("id").getAsString(),
                subject(json),
                ClaimKind.valueOf(json.get("kind").getAsString()),
                time(json, "madeAt"));
    }

    private static JsonObject write(Interval interval) {
        JsonObject json = new JsonObject();
        json.addProperty("from", interval.from().toString());
        json.addProperty("to", interval.to().toString());
        return json;
    }

    private static Interval interval(JsonElement element) {
        JsonObject json = element.getAsJsonObject();
        return new Interval(time(json, "from"), time(json, "to"));
    }

    private static JsonObject write(Sighting sighting) {
        JsonObject json = new JsonObject();
        json.addProperty("subject", sighting.subject().value());
        json.add("seen", array(sighting.seen(), FactsJson::write));
        json.addProperty("error", sighting.errorProbability());
        json.add("evidence", JsonParser.parseString(Json.evidence(sighting.evidence())));
        return json;
    }

    private static Sighting sighting(JsonElement element) {
        JsonObject json = element.getAsJsonObject();
        return new Sighting(
                subject(json),
                list(json.get("seen"), FactsJson::interval),
                json.get("error").getAsDouble(),
                list(json.get("evidence"), FactsJson::evidence));
    }

    private static EvidenceRef evidence(JsonElement element) {
        JsonObject json = element.getAsJsonObject();
        String sample = textOrNull(json, "sample");
        String subject = textOrNull(json, "subject");
        return new EvidenceRef(
                EvidenceRef.Purpose.valueOf(json.get("purpose").getAsString()),
                new Sha256(json.get("image").getAsString()),
                sample == null ? null : new SampleId(sample),
                time(json, "takenAt"),
                box(json.get("box")),
                subject == null ? null : new SubjectId(subject));
    }

    private static @Nullable Box box(JsonElement element) {
        if (element.isJsonNull()) {
            return null;
        }
        JsonObject json = element.getAsJsonObject();
        return new Box(
                json.get("x").getAsFloat(),
                json.get("y").getAsFloat(),
                json.get("width").getAsFloat(),
                json.get("height").getAsFloat());
    }

    private static JsonObject write(SnapshotLook look) {
        JsonObject json = new JsonObject();
        json.addProperty("at", look.at().toString());
        json.addProperty("outcome", look.outcome().name());
        return json;
    }

    private static SnapshotLook look(JsonElement element) {
        JsonObject json = element.getAsJsonObject();
        return new SnapshotLook(
                time(json, "at"),
                SnapshotLook.Outcome.valueOf(json.get("outcome").getAsString()));
    }

    private static JsonObject write(PersonStatement statement) {
        JsonObject json = new JsonObject();
        json.addProperty("id", statement.id());
        json.addProperty("subject", statement.subject().value());
        json.addProperty("kind", statement.kind().name());
        json.addProperty("at", statement.at().toString());
        json.addProperty("check", statement.check());
        return json;
    }

    private static PersonStatement statement(JsonElement element) {
        JsonObject json = element.getAsJsonObject();
        return new PersonStatement(
                json.get("id").getAsString(),
                subject(json),
                PersonStatement.Kind.valueOf(json.get("kind").getAsString()),
                time(json, "at"),
                json.get("check").getAsInt());
    }

    private static JsonObject write(Adjudication adjudication) {
        JsonObject json = new JsonObject();
        json.addProperty("anomaly", adjudication.anomaly().value());
        json.addProperty("finding", adjudication.finding().name());
        json.addProperty("subject", adjudication.subject().value());
        json.addProperty("track", adjudication.track());
        json.addProperty("decidedAt", adjudication.decidedAt().toString());
        return json;
    }

    private static Adjudication adjudication(JsonElement element) {
        JsonObject json = element.getAsJsonObject();
        return new Adjudication(
                new AnomalyId(json.get("anomaly").getAsString()),
                Adjudication.Finding.valueOf(json.get("finding").getAsString()),
                subject(json),
                json.get("track").getAsLong(),
                time(json, "decidedAt"));
    }

    private static SubjectId subject(JsonObject json) {
        return new SubjectId(json.get("subject").getAsString());
    }

    private static Instant time(JsonObject json, String name) {
        return Instant.parse(json.get(name).getAsString());
    }

    private static @Nullable String textOrNull(JsonObject json, String name) {
        return json.get(name).isJsonNull() ? null : json.get(name).getAsString();
    }

    private static JsonElement text(String value) {
        return new com.google.gson.JsonPrimitive(value);
    }

    private static <T> List<T> sorted(java.util.Collection<T> values, Function<T, String> key) {
        return values.stream().sorted(Comparator.comparing(key)).toList();
    }

    private static <T> JsonArray array(List<T> values, Function<T, JsonElement> write) {
        JsonArray array = new JsonArray();
        values.forEach(value -> array.add(write.apply(value)));
        return array;
    }

    private static <T> List<T> list(JsonElement array, Function<JsonElement, T> read) {
        return StreamSupport.stream(array.getAsJsonArray().spliterator(), false)
                .map(read)
                .collect(Collectors.toList());
    }
}
