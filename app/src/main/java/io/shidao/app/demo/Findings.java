package io.shidao.app.demo;

import com.google.gson.JsonObject;
import io.shidao.app.client.ApiClient;
import io.shidao.app.client.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads attendance and anomalies through the API and holds them against what was planted. */
final class Findings {
    private final ApiClient client;
    private final Verdict verdict;

    Findings(ApiClient client, Verdict verdict) {
        this.client = client;
        this.verdict = verdict;
    }

    void compare(Cast cast, String classroom, String locked, DemoCourse course, Map<String, List<String>> refusals)
            throws InterruptedException {
        compareEnrolment(refusals);
        compareClassroom(cast, classroom);
        compareLocked(locked);
        compareCourse(course);
    }

    private void compareEnrolment(Map<String, List<String>> refusals) {
        for (String portrait : new TreeSet<>(Cast.MUST_BE_REFUSED)) {
            List<String> reasons = refusals.getOrDefault(portrait, List.of());
            String what = portrait.equals("male-18") ? "the photo of a toy" : "the photo " + portrait;
            verdict.expect(what + " is refused with a reason " + reasons, true, !reasons.isEmpty());
        }
    }

    private void compareClassroom(Cast cast, String session) {
        Map<String, JsonObject> records = attendance(session);
        List<JsonObject> anomalies = anomalies(session);
        for (Part part : Part.values()) {
            if (part != Part.HONEST) {
                Enrolled person = cast.the(part).person();
                verdict.expect(
                        "classroom: " + describe(part) + ", " + person.name(), part.status(), status(records, person));
            }
        }
        List<Enrolled> honest = cast.room().stream()
                .filter(member -> member.part() == Part.HONEST)
                .map(Cast.Member::person)
                .toList();
        String others = honest.stream()
                .filter(person -> !status(records, person).equals("PRESENT"))
                .map(person -> "; " + person.name() + " (" + person.portrait().id() + ") "
                        + seen(records.getOrDefault(person.subject(), new JsonObject())))
                .collect(Collectors.joining());
        long present = honest.stream()
                .filter(person -> status(records, person).equals("PRESENT"))
                .count();
        verdict.expect("classroom: honest trainees present", honest.size(), present + others);

        String substituted = cast.the(Part.SUBSTITUTED).person().subject();
        String signedFor = cast.the(Part.SIGNED_FOR).person().subject();
        verdict.expect(
                "classroom: the substitute in a signed trainee's seat",
                "IMPERSONATION",
                kindsAbout(anomalies, substituted));
        verdict.expect(
                "classroom: signed for, and nobody there", "ABSENT_BUT_SIGNED", kindsAbout(anomalies, signedFor));
        verdict.expect("classroom: a visitor nobody knows", 1L, ofKind(anomalies, "OUTSIDER"));
        countAccusations(anomalies, Set.of(substituted, signedFor), "classroom");
        countSamples(session);
    }

    private void compareLocked(String session) {
        verdict.expect(
                "workshop: the camera whose password was changed",
                "SOURCE_LOST",
                anomalies(session).stream().map(this::kind).distinct().collect(Collectors.joining(",")));
        verdict.expect(
                "workshop: nobody is absent because a camera is lost",
                "UNVERIFIED",
                attendance(session).values().stream()
                        .map(entry -> Json.text(entry, "status").replace("ATTENDANCE_STATUS_", ""))
                        .distinct()
                        .collect(Collectors.joining(",")));
    }

    private void compareCourse(DemoCourse course) throws InterruptedException {
        int acknowledged = course.acknowledged();
        List<JsonObject> anomalies = anomalies(course.session());
        Map<String, JsonObject> records = attendance(course.session());
        Set<String> suspects = new HashSet<>();
        course.trainees().forEach((person, manner) -> {
            if (manner.anomaly().isEmpty()) {
                verdict.expect("online: attends, " + person.name(), "PRESENT", status(records, person));
            } else {
                suspects.add(person.subject());
                verdict.expect(
                        "online: " + describe(manner) + ", " + person.name(),
                        manner.anomaly(),
                        kindsAbout(anomalies, person.subject()));
            }
        });
        countAccusations(anomalies, suspects, "online");
        JsonObject status = countSamples(course.session());
        verdict.expect(
                "online: every acknowledged snapshot analysed once",
                acknowledged,
                number(status, "samplesAnalysed") + number(status, "samplesFailed"));
    }

    /** Everybody whom an anomaly names, but for those about whom something was planted. */
    private void countAccusations(List<JsonObject> anomalies, Set<String> suspects, String where) {
        Set<String> accused = anomalies.stream()
                .flatMap(anomaly -> Json.texts(anomaly, "subjectIds").stream())
                .filter(subject -> !suspects.contains(subject))
                .collect(Collectors.toSet());
        verdict.expect(where + ": honest people accused", 0, accused.size());
        verdict.count("false_accusations", accused.size());
    }

    private JsonObject countSamples(String session) {
        JsonObject status = client.get("/v1/sessions/" + session + "/status");
        verdict.count("samples", number(status, "samplesAnalysed"));
        return status;
    }

    private static int number(JsonObject object, String name) {
        return object.has(name) ? Integer.parseInt(object.get(name).getAsString()) : 0;
    }

    private Map<String, JsonObject> attendance(String session) {
        return client.list("/v1/sessions/" + session + "/attendance", "records").stream()
                .collect(Collectors.toMap(entry -> Json.text(entry, "subjectId"), Function.identity()));
    }

    private List<JsonObject> anomalies(String session) {
        return client.list("/v1/anomalies?session_id=" + session + "&page_size=100", "anomalies");
    }

    private static String status(Map<String, JsonObject> records, Enrolled person) {
        JsonObject entry = records.get(person.subject());
        return entry == null ? "no record" : Json.text(entry, "status").replace("ATTENDANCE_STATUS_", "");
    }

    /** Why a status is not as expected: what the record says of when the person was seen. */
    private static String seen(JsonObject entry) {
        return Stream.of("status", "firstSeen", "lastSeen", "seen", "sampled", "errorProbability")
                .map(field -> field + "=" + Json.text(entry, field))
                .collect(Collectors.joining(" "));
    }

    private String kindsAbout(List<JsonObject> anomalies, String subject) {
        return anomalies.stream()
                .filter(anomaly -> Json.texts(anomaly, "subjectIds").equals(List.of(subject)))
                .map(this::kind)
                .distinct()
                .sorted()
                .collect(Collectors.joining(","));
    }

    private long ofKind(List<JsonObject> anomalies, String kind) {
        return anomalies.stream().filter(a -> kind(a).equals(kind)).count();
    }

    private String kind(JsonObject anomaly) {
        return Json.text(anomaly, "kind").replace("ANOMALY_KIND_", "");
    }

    private static String describe(Part part) {
        return switch (part) {
            case HONEST -> "honest";
            case LATE -> "comes late";
            case LEAVES_EARLY -> "leaves early";
            case SUBSTITUTED -> "absent, somebody else in the seat";
            case SIGNED_FOR -> "absent, signed for";
            case TEACHER -> "the teacher";
        };
    }

    private static String describe(DemoCourse.Manner manner) {
        return switch (manner) {
            case ATTENDS, ATTENDS_TOO -> "attends";
            case SENDS_ANOTHER -> "another face at the login";
            case HANDS_OVER -> "another face takes over";
            case WALKS_AWAY -> "nobody in some snapshots";
            case HAS_COMPANY -> "two people in some snapshots";
        };
    }
}
