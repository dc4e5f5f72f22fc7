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
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Reads records and cases through the API and holds them against the script. A miss is forgiven only where the service
 * itself says that it cannot tell (a record is UNVERIFIED), and counted all the same. Several sessions are read at once.
 */
final class Findings {
    private static final int MOST_SURPRISES = 20;
    private static final String UNVERIFIED = "UNVERIFIED";

    private final Region region;
    private final Books books;
    private static final int READERS = 4;
    private static final long READ_SECONDS = 600;

    private final Map<String, Tally> planted = new TreeMap<>();
    private final Map<Integer, Untold> untoldBySession = new ConcurrentHashMap<>();
    private final Set<Integer> substitutesFound = new HashSet<>();
    private double statedErrors;
    private int creditedThough;
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

    /**
     * What the service says of a session that it cannot tell.
     *
     * @param people whose records are UNVERIFIED
     * @param faces who stayed, and may be on the roster or not
     */
    private record Untold(Set<Integer> people, long faces) {
        static final Untold NOTHING = new Untold(Set.of(), 0);
    }

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

    /** Once these sessions are concluded. */
    void readRecords(List<SessionScript> sessions) throws InterruptedException {
        forEach(sessions, session -> {
            ApiClient school = school(session);
            String path = "/v1/sessions/" + books.session(session.number());
            List<JsonObject> found = school.list(path + "/attendance", "records");
            JsonObject status = school.get(path + "/status");
            synchronized (this) {
                if (session.cancelled()) {
                    creditedThough += (int) found.stream()
                            .filter(one -> one.has("creditedClassHours"))
                            .count();
                } else {
                    untoldBySession.put(
                            session.number(), new Untold(records(session, found), number(status, "undecidedFaces")));
                }
                analysed += number(status, "samplesAnalysed") + number(status, "samplesFailed");
            }
        });
    }

    /** Once all sessions have been compared with each other. */
    void readCases() throws InterruptedException {
        Map<Integer, List<JsonObject>> found = new ConcurrentHashMap<>();
        forEach(
                region.sessions(),
                session -> found.put(
                        session.number(),
                        school(session)
                                .listAll("/v1/anomalies?session_id=" + books.session(session.number()), "anomalies")));
        for (SessionScript session : region.sessions()) {
            cases(
                    session,
                    untoldBySession.getOrDefault(session.number(), Untold.NOTHING),
                    Objects.requireNonNull(found.get(session.number())));
        }
    }

    private ApiClient school(SessionScript session) {
        return books.administrators
                .get(region.classes().get(session.trainingClass()).institution())
                .client();
    }

    private static void forEach(List<SessionScript> sessions, Consumer<SessionScript> work)
            throws InterruptedException {
        ExecutorService readers = Executors.newFixedThreadPool(READERS);
        try {
            List<CompletableFuture<Void>> reading = sessions.stream()
                    .map(session -> CompletableFuture.runAsync(() -> work.accept(session), readers))
                    .toList();
            CompletableFuture.allOf(reading.toArray(CompletableFuture[]::new)).get(READ_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new RegionException("records: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new RegionException("records: not read within " + READ_SECONDS + " s (likely cause: overload)", e);
        } finally {
            readers.shutdownNow();
        }
    }

    private static long number(JsonObject object, String name) {
        return object.has(name) ? object.get(name).getAsLong() : 0;
    }

    /** Whose records are UNVERIFIED. */
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
            if (!expected && !status.equals(UNVERIFIED)) {
                contradicted++;
                surprise("session " + session.number() + " " + session.kind() + ": record of person " + person + " is "
                        + status + ", error " + one.get("errorProbability") + " (expected: "
                        + session.expected().get(person) + "; planted " + session.planted() + ")");
            }
        }
        boolean whole = people.equals(session.expected().keySet()) && found.size() == people.size();
        wrongRosters += whole ? 0 : 1;
        return unclear;
    }

    private void surprise(String what) {
        if (surprises.size() < MOST_SURPRISES) {
            surprises.add(what);
        }
    }

    /** A case of the service, as the script could have planted it. */
    private record Case(String kind, Set<Integer> people) {}

    private void cases(SessionScript session, Untold untold, List<JsonObject> anomalies) {
        Set<Case> found = new HashSet<>();
        for (JsonObject anomaly : anomalies) {
            Case one = new Case(
                    Json.text(anomaly, "kind").replace("ANOMALY_KIND_", ""),
                    Json.texts(anomaly, "subjectIds").stream()
                            .map(books::person)
                            .collect(Collectors.toSet()));
            repeated += found.add(one) ? 0 : 1;
            statedErrors += one.people().isEmpty() ? 0 : error(anomaly);
        }
        if (found.stream().anyMatch(one -> one.kind().equals("IMPERSONATION"))) {
            substitutesFound.add(session.number());
        }
        Set<Case> wanted = new HashSet<>();
        for (Planted plant : session.planted()) {
            Case one = new Case(plant.kind().name(), plant.people());
            wanted.add(one);
            Tally tally = planted.computeIfAbsent(one.kind(), kind -> new Tally());
            tally.planted++;
            if (found.contains(one)) {
                tally.found++;
            } else if (mayBeUndecided(one, untold)
                    || found.contains(instead(one))
                    || restsOnUndecided(plant, session.number())) {
                tally.undecided++;
            } else {
                surprise("session " + session.number() + " " + session.kind() + ": no " + one + " (found: " + found
                        + "; untold: " + untold + ")");
            }
        }
        for (Case one : found) {
            if (!wanted.contains(one)
                    && wanted.stream().noneMatch(plant -> instead(plant).equals(one))) {
                surprise("session " + session.number() + ": " + one + " (planted: " + wanted + "; untold: " + untold
                        + ")");
                unexpected++;
                accused += one.people().isEmpty() ? 0 : 1;
            }
        }
    }

    private static double error(JsonObject anomaly) {
        JsonObject numbers = anomaly.getAsJsonObject("numbers");
        return numbers == null || !numbers.has("error_probability")
                ? 0
                : numbers.get("error_probability").getAsDouble();
    }

    /**
     * Whether it rests on what was not found out of other sessions: that a teacher was there, or that somebody sat in for
     * another, there or in this session.
     */
    private boolean restsOnUndecided(Planted plant, int session) {
        return switch (plant.kind()) {
            case DOUBLE_PRESENCE -> plant.earlier().stream().allMatch(other -> isUntold(plant.people(), other));
            case REPEAT_SUBSTITUTE ->
                !substitutesFound.contains(session) || plant.earlier().stream().noneMatch(substitutesFound::contains);
            default -> false;
        };
    }

    private boolean isUntold(Set<Integer> people, int session) {
        Set<Integer> untold =
                untoldBySession.getOrDefault(session, Untold.NOTHING).people();
        return people.stream().anyMatch(untold::contains);
    }

    /** Of a substitute whom the service does not take for a stranger, it says that the trainee is absent and has signed. */
    private static Case instead(Case one) {
        return one.kind().equals("IMPERSONATION") ? new Case("ABSENT_BUT_SIGNED", one.people()) : one;
    }

    /** The case rests on a face, and of a face that could not be told the service says so. */
    private static boolean mayBeUndecided(Case one, Untold untold) {
        return switch (one.kind()) {
            case "SOURCE_LOST",
                    "SOURCE_FROZEN",
                    "UNAPPROVED_SESSION",
                    "LOW_ATTENDANCE",
                    "HEADCOUNT_MISMATCH",
                    "NO_FACE" -> false;
            case "OUTSIDER" -> untold.faces() > 0;
            case "REPEAT_SUBSTITUTE" -> !untold.people().isEmpty();
            default -> one.people().stream().anyMatch(untold.people()::contains);
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

    /** What the service itself states that may be wrong of the cases that name people: how many false ones to expect. */
    double statedErrors() {
        return statedErrors;
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
        verdict.expect("people credited for a cancelled session", 0, creditedThough);
        surprises.forEach(surprise -> verdict.note("not as planted", surprise));
        verdict.expect("causes with more than one case", 0, repeated);
        verdict.expect("samples and snapshots published, and in committed records", published, analysed);
    }
}
