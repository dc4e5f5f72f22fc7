package io.shidao.app.region;

import com.google.gson.JsonObject;
import io.shidao.app.client.ApiClient;
import io.shidao.app.client.Json;
import io.shidao.testkit.region.Planted;
import io.shidao.testkit.region.Region;
import io.shidao.testkit.region.SessionScript;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads records and cases through the API and holds them against the script. A miss is forgiven only where the service
 * itself says that it cannot tell (a record is UNVERIFIED), and counted all the same. Used by one thread.
 */
final class Findings {
    private static final int MOST_SURPRISES = 20;
    private static final String UNVERIFIED = "UNVERIFIED";

    private final Region region;
    private final Books books;
    private final Map<String, Tally> planted = new TreeMap<>();
    private final List<String> surprises = new ArrayList<>();
    private int records;
    private int wrongRosters;
    private int provisional;
    private int asExpected;
    private int undecided;
    private int contradicted;
    private int accused;
    private int unexpected;
    private int repeated;
    private long analysed;

    /** Of one kind of case. */
    static final class Tally {
        int planted;
        int found;
        int undecided;

        int missed() {
            return planted - found - undecided;
        }
    }

    Findings(Region region, Books books) {
        this.region = region;
        this.books = books;
    }

    void read(List<SessionScript> sessions) {
        for (SessionScript session : sessions) {
            ApiClient school = books.administrators
                    .get(region.classes().get(session.trainingClass()).institution())
                    .client();
            String id = books.session(session.number());
            Set<Integer> unclear = records(session, school.list("/v1/sessions/" + id + "/attendance", "records"));
            cases(session, unclear, school.listAll("/v1/anomalies?session_id=" + id, "anomalies"));
            JsonObject status = school.get("/v1/sessions/" + id + "/status");
            analysed += number(status, "samplesAnalysed") + number(status, "samplesFailed");
        }
    }

    private static long number(JsonObject object, String name) {
        return object.has(name) ? object.get(name).getAsLong() : 0;
    }

    /** Whom the service cannot tell. */
    private Set<Integer> records(SessionScript session, List<JsonObject> found) {
        Set<Integer> unclear = new HashSet<>();
        Set<Integer> people = new HashSet<>();
        for (JsonObject one : found) {
            records++;
            int person = books.person(Json.text(one, "subjectId"));
            people.add(person);
            provisional += Json.flag(one, "provisional") ? 1 : 0;
            String status = Json.text(one, "status").replace("ATTENDANCE_STATUS_", "");
            boolean expected = session.expected().getOrDefault(person, List.of()).stream()
                    .anyMatch(wanted -> wanted.name().equals(status));
            if (status.equals(UNVERIFIED)) {
                unclear.add(person);
            }
            asExpected += expected ? 1 : 0;
            undecided += !expected && status.equals(UNVERIFIED) ? 1 : 0;
            contradicted += !expected && !status.equals(UNVERIFIED) ? 1 : 0;
        }
        boolean whole = people.equals(session.expected().keySet()) && found.size() == people.size();
        wrongRosters += whole ? 0 : 1;
        return unclear;
    }

    /** A case of the service, as the script could have planted it. */
    private record Case(String kind, Set<Integer> people) {}

    private void cases(SessionScript session, Set<Integer> unclear, List<JsonObject> anomalies) {
        Set<Case> found = new HashSet<>();
        for (JsonObject anomaly : anomalies) {
            Case one = new Case(
                    Json.text(anomaly, "kind").replace("ANOMALY_KIND_", ""),
                    Json.texts(anomaly, "subjectIds").stream()
                            .map(books::person)
                            .collect(Collectors.toSet()));
            repeated += found.add(one) ? 0 : 1;
        }
        Set<Case> wanted = new HashSet<>();
        for (Planted plant : session.planted()) {
            Case one = new Case(plant.kind().name(), plant.people());
            wanted.add(one);
            Tally tally = planted.computeIfAbsent(one.kind(), kind -> new Tally());
            tally.planted++;
            if (found.contains(one)) {
                tally.found++;
            } else if (mayBeUndecided(one, unclear) || found.contains(instead(one))) {
                tally.undecided++;
            }
        }
        for (Case one : found) {
            if (!wanted.contains(one)
                    && wanted.stream().noneMatch(plant -> instead(plant).equals(one))) {
                if (surprises.size() < MOST_SURPRISES) {
                    surprises.add("session " + session.number() + ": " + one + ", planted " + wanted + ", undecided "
                            + unclear);
                }
                unexpected++;
                accused += one.people().isEmpty() ? 0 : 1;
            }
        }
    }

    /** Of a substitute whom the service does not take for a stranger, it says that the trainee is absent and has signed. */
    private static Case instead(Case one) {
        return one.kind().equals("IMPERSONATION") ? new Case("ABSENT_BUT_SIGNED", one.people()) : one;
    }

    /** The case rests on a face, and of a face that could not be told the service says so. */
    private static boolean mayBeUndecided(Case one, Set<Integer> unclear) {
        return switch (one.kind()) {
            case "SOURCE_LOST", "SOURCE_FROZEN", "LOW_ATTENDANCE", "HEADCOUNT_MISMATCH", "NO_FACE" -> false;
            case "OUTSIDER", "REPEAT_SUBSTITUTE" -> !unclear.isEmpty();
            default -> one.people().stream().anyMatch(unclear::contains);
        };
    }

    int records() {
        return records;
    }

    int plantedInAll() {
        return planted.values().stream().mapToInt(tally -> tally.planted).sum();
    }

    int foundInAll() {
        return planted.values().stream().mapToInt(tally -> tally.found).sum();
    }

    int falseAccusations() {
        return accused;
    }

    /** @param published samples and snapshots */
    void judge(Verdict verdict, long published) {
        verdict.expect("sessions without exactly one record for each of their roster", 0, wrongRosters);
        verdict.expect("records that are not final", 0, provisional);
        verdict.expect("records that contradict the script", 0, contradicted);
        verdict.atMost(
                "records undecided though somebody was there, share", 0.08, (double) undecided / Math.max(1, records));
        verdict.note("records as the script has it", asExpected + " of " + records);
        planted.forEach((kind, tally) -> {
            verdict.expect(kind + ": planted, neither found nor said to be undecided", 0, tally.missed());
            verdict.note(
                    kind + ": planted, found, undecided", tally.planted + ", " + tally.found + ", " + tally.undecided);
        });
        verdict.expect("honest people named by a case", 0, accused);
        verdict.expect("cases that nothing was planted for", 0, unexpected);
        surprises.forEach(surprise -> verdict.note("not planted", surprise));
        verdict.expect("causes with more than one case", 0, repeated);
        verdict.expect("samples and snapshots published, and in committed records", published, analysed);
    }
}
