package io.shidao.adapters.postgres.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.adapters.postgres.TestDatabase;
import io.shidao.analyzer.across.AcrossStore;
import io.shidao.analyzer.across.Barred;
import io.shidao.analyzer.across.Meeting;
import io.shidao.analyzer.across.Teaching;
import io.shidao.analyzer.store.OutboxEvent;
import io.shidao.kernel.id.AnomalyId;
import io.shidao.kernel.id.InstitutionId;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AnomalyKind;
import io.shidao.kernel.record.Interval;
import io.shidao.proto.bus.v1.SessionEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Three institutions with a session each, from 9, 9:30 and 11 on, for an hour. */
class PostgresAcrossStoreIT {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Duration GRACE = Duration.ofMinutes(15);
    private static final Set<AnomalyKind> KINDS = EnumSet.of(AnomalyKind.DOUBLE_PRESENCE, AnomalyKind.SHARED_TEACHER);

    private final PostgresAcrossStore store =
            new PostgresAcrossStore(DATABASE.database(), Clock.fixed(NINE, ZoneOffset.UTC));
    private final List<AcrossStore.Changes> told = new ArrayList<>();

    @BeforeAll
    static void plan() {
        DATABASE.database().useTransaction(handle -> {
            handle.execute("INSERT INTO prefecture (prefecture_id, name, created_at) VALUES ('north', 'North', now())");
            institution(handle, "a", "0 minutes");
            institution(handle, "b", "30 minutes");
            institution(handle, "c", "120 minutes");
        });
    }

    private static void institution(Handle handle, String name, String later) {
        handle.execute(
                "INSERT INTO institution (institution_id, name, prefecture_id, created_at) VALUES (?, ?, 'north', now())",
                name,
                name);
        handle.execute(
                "INSERT INTO training_class (class_id, institution_id, name, programme, status, created_at)"
                        + " VALUES (?, ?, 'class', 'welder', 'APPROVED', now())",
                name,
                name);
        handle.execute(
                "INSERT INTO source (source_id, institution_id, kind, name, created_at)"
                        + " VALUES (?, ?, 'PLATFORM', 'source', now())",
                name,
                name);
        handle.execute(
                "INSERT INTO training_session (session_id, class_id, kind, source_id, starts_at, ends_at, policy,"
                        + " created_at, created_by) VALUES (?, ?, 'THEORY', ?, '2026-03-02T09:00:00Z'::timestamptz"
                        + " + ?::interval, '2026-03-02T10:00:00Z'::timestamptz + ?::interval, '{}', now(), 'x')",
                name,
                name,
                name,
                later,
                later);
        handle.execute(
                "INSERT INTO subject (subject_id, institution_id, name, id_number_hash, created_at)"
                        + " VALUES (?, ?, 'one person', 'hash', now()), (?, ?, 'another', NULL, now())",
                "person-" + name,
                name,
                "other-" + name,
                name);
    }

    @BeforeEach
    void empty() {
        DATABASE.database()
                .useTransaction(handle -> handle.execute(
                        "TRUNCATE attendance, anomaly, anomaly_later, anomaly_withdrawn, suspect, outbox, claim,"
                                + " refused_presence, analysed_sample, class_history"));
        sql("UPDATE training_session SET cancelled_at = NULL");
    }

    @Test
    void findsOnePersonInTwoSessionsThatOverlap() {
        seen("a", "person-a", "TRAINEE", "PRESENT");
        seen("a", "other-a", "TRAINEE", "PRESENT");
        seen("b", "person-b", "TRAINEE", "LATE");
        seen("b", "other-b", "TRAINEE", "PRESENT");
        seen("c", "person-c", "TRAINEE", "PRESENT");

        assertThat(store.listMeetings(NINE)).singleElement().satisfies(meeting -> {
            assertThat(meeting.earlier().session()).isEqualTo(new SessionId("a"));
            assertThat(meeting.later().subject()).isEqualTo(new SubjectId("person-b"));
            assertThat(meeting.later().seen())
                    .containsExactly(new Interval(NINE.plusSeconds(1800), NINE.plusSeconds(3000)));
            assertThat(meeting.earlier().errorProbability()).isEqualTo(1e-5);
        });
        assertThat(store.listMeetings(NINE.plus(Duration.ofHours(5)))).isEmpty();
    }

    @Test
    void nobodyIsInASessionWhoWasOnlySuspectedThere() {
        seen("a", "person-a", "TRAINEE", "PRESENT");
        seen("b", "person-b", "TRAINEE", "UNVERIFIED");

        assertThat(store.listMeetings(NINE)).extracting(Meeting::later).isEmpty();
    }

    @Test
    void countsTheInstitutionsOfATeacher() {
        seen("a", "person-a", "TEACHER", "PRESENT");
        seen("b", "person-b", "TEACHER", "PRESENT");
        seen("c", "person-c", "TEACHER", "LEFT_EARLY");
        seen("a", "other-a", "TEACHER", "PRESENT");

        assertThat(store.listTeachings(NINE, 2))
                .extracting(Teaching::institution)
                .containsExactly(new InstitutionId("a"), new InstitutionId("b"), new InstitutionId("c"));
        assertThat(store.listTeachings(NINE, 3)).isEmpty();
    }

    @Test
    void raisesOnceAndWithdrawsWhatIsNotFoundAnyMore() {
        List<OutboxEvent> first = commit(List.of(suspicion("one", AnomalyKind.DOUBLE_PRESENCE)));
        List<OutboxEvent> again = commit(List.of(suspicion("one", AnomalyKind.DOUBLE_PRESENCE)));
        List<OutboxEvent> gone = commit(List.of());

        assertThat(first).hasSize(1);
        assertThat(again).isEmpty();
        assertThat(gone).hasSize(1);
        assertThat(told.get(2).withdrawn())
                .containsExactly(new AcrossStore.Withdrawn(new AnomalyId("one"), new SessionId("b")));
        assertThat(text("SELECT kind || related_sessions::text FROM anomaly_withdrawn"))
                .isEqualTo("DOUBLE_PRESENCE{a}");
        assertThat(text("SELECT count(*) FROM outbox WHERE bus_partition = -1")).isEqualTo("2");
    }

    @Test
    void leavesWhatAPersonHasTakenUp_andSaysBesideItWhatItThinksNow() {
        commit(List.of(suspicion("one", AnomalyKind.DOUBLE_PRESENCE)));
        DATABASE.database()
                .useTransaction(
                        handle -> handle.execute("UPDATE anomaly SET status = 'UNDER_REVIEW', reviewed = true"));

        assertThat(commit(List.of(suspicion("one", AnomalyKind.DOUBLE_PRESENCE))))
                .isEmpty();
        assertThat(text("SELECT withdrawn || related_sessions::text FROM anomaly_later"))
                .isEqualTo("false{a}");
        assertThat(commit(List.of())).hasSize(1);

        assertThat(text("SELECT status || related_sessions::text FROM anomaly")).isEqualTo("UNDER_REVIEW{a}");
        assertThat(text("SELECT withdrawn || related_sessions::text FROM anomaly_later"))
                .isEqualTo("true{a}");
    }

    @Test
    void takesBackOnceWhatAPersonHasGivenBack_andComesBackToIt() {
        commit(List.of(suspicion("one", AnomalyKind.DOUBLE_PRESENCE)));
        DATABASE.database().useTransaction(handle -> handle.execute("UPDATE anomaly SET reviewed = true"));

        assertThat(commit(List.of())).hasSize(1);
        assertThat(commit(List.of())).isEmpty();
        assertThat(text("SELECT status FROM anomaly")).isEqualTo("OPEN");
        assertThat(text("SELECT count(*) FROM anomaly_withdrawn")).isEqualTo("0");
        commit(List.of(suspicion("one", AnomalyKind.DOUBLE_PRESENCE)));
        assertThat(told.get(3).updated()).hasSize(1);
        assertThat(text("SELECT count(*) FROM anomaly_later")).isEqualTo("0");
    }

    @Test
    void findsWhoLearntInACancelledSession_andWhatCameBeforeItWasCancelledIsNone() {
        sql("UPDATE training_session SET cancelled_at = '2026-03-02T08:50:00Z' WHERE session_id = 'a'");
        claim("a", "person-a", "08:45");
        claim("a", "other-a", "09:01");
        claim("b", "person-b", "09:31");
        sql("INSERT INTO refused_presence (session_id, subject_id, first_at, last_at) VALUES"
                + " ('a', 'person-a', '2026-03-02T09:05:00Z', '2026-03-02T09:40:00Z')");

        assertThat(barred()).singleElement().satisfies(session -> {
            assertThat(session.session()).isEqualTo(new SessionId("a"));
            assertThat(session.deeds())
                    .containsExactly(
                            deed("other-a", Barred.Way.CLAIM, 60), deed("person-a", Barred.Way.REFUSED, 5 * 60));
        });
        assertThat(store.listBarred(NINE.plus(Duration.ofDays(2)), NINE.plus(Duration.ofDays(3)), 2, GRACE))
                .as("too long ago")
                .isEmpty();
    }

    @Test
    void countsFromTheRoomOnlyWhatItShowsAfterTheClassWasSuspendedInTheMiddle() {
        suspended("b", "09:35", null);
        pictures("b", "09:45", 20);
        pictures("b", "09:50", 14);
        pictures("b", "10:05", 15);
        pictures("b", "10:10", 1);

        assertThat(barred()).singleElement().satisfies(session -> {
            assertThat(session.since()).isEqualTo(NINE.plusSeconds(35 * 60));
            assertThat(session.pictures())
                    .isEqualTo(new Barred.Pictures(NINE.plusSeconds(50 * 60), NINE.plusSeconds(65 * 60), 2, 2, 14.5));
        });
    }

    @Test
    void aSuspensionThatEndedBeforeTheSessionBarsNothing_alsoWhenItIsKnownLater() {
        suspended("b", "08:00", "08:30");
        claim("b", "person-b", "09:31");
        claim("b", "other-b", "09:32");

        assertThat(barred()).isEmpty();
    }

    @Test
    void doesNothingWhileAnotherAnalyzerIsAtIt() {
        DATABASE.database().useTransaction(handle -> {
            handle.execute("SELECT pg_advisory_xact_lock(hashtext('shidao.across'))");

            // in a thread of its own, because a transaction belongs to its thread
            assertThat(CompletableFuture.supplyAsync(
                            () -> commit(List.of(suspicion("one", AnomalyKind.DOUBLE_PRESENCE)))))
                    .succeedsWithin(Duration.ofSeconds(10))
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .isEmpty();
        });

        assertThat(text("SELECT count(*) FROM anomaly")).isEqualTo("0");
    }

    @Test
    void forgetsWhatASuspectLooksLikeWhenTheCaseIsDecided() {
        commit(List.of(suspicion("one", AnomalyKind.IMPERSONATION), suspicion("two", AnomalyKind.IMPERSONATION)));
        DATABASE.database().useTransaction(handle -> {
            for (String anomaly : List.of("one", "two", "never")) {
                handle.execute("INSERT INTO suspect VALUES (?, 'b', '2026-03-02T09:00:00Z', '\\x01', '[]')", anomaly);
            }
            handle.execute("UPDATE anomaly SET status = 'DISMISSED' WHERE anomaly_id = 'two'");
        });

        store.forgetSuspects(NINE.minusSeconds(1));

        assertThat(text("SELECT string_agg(anomaly_id, ',') FROM suspect")).isEqualTo("one");
        assertThat(store.listSuspects(NINE.minusSeconds(1), 10)).singleElement().satisfies(suspect -> {
            assertThat(suspect.anomaly()).isEqualTo(new AnomalyId("one"));
            assertThat(suspect.toString()).contains("redacted");
        });
        store.forgetSuspects(NINE.plusSeconds(1));
        assertThat(store.listSuspects(NINE.minusSeconds(1), 10)).isEmpty();
    }

    private List<Barred> barred() {
        return store.listBarred(NINE.minus(Duration.ofDays(1)), NINE.plus(Duration.ofHours(5)), 2, GRACE);
    }

    private static Barred.Deed deed(String person, Barred.Way way, int seconds) {
        return new Barred.Deed(person, way, NINE.plusSeconds(seconds), NINE.plusSeconds(seconds));
    }

    private static void suspended(String trainingClass, String from, @Nullable String to) {
        String moved =
                "INSERT INTO class_history (class_id, revision, transition, to_status, at, by_id, by_name, by_role)"
                        + " VALUES ('" + trainingClass + "', %d, '%s', '%s', '2026-03-02T%s:00Z', '', '', '')";
        sql(moved.formatted(3, "SUSPEND", "SUSPENDED", from));
        if (to != null) {
            sql(moved.formatted(4, "RESUME", "APPROVED", to));
        }
    }

    private static void claim(String session, String subject, String at) {
        sql("INSERT INTO claim VALUES ('%s', '%s', '%s', 'SIGNATURE', '2026-03-02T%s:00Z', '2026-03-02T%s:00Z', 'x')"
                .formatted(session, subject, subject, at, at));
    }

    private static void pictures(String session, String at, int faces) {
        sql("INSERT INTO analysed_sample (sample_id, session_id, captured_at, sha256, faces)"
                + " VALUES ('%s', '%s', '2026-03-02T%s:00Z', '00', %d)".formatted(at, session, at, faces));
    }

    private static void sql(String sql) {
        DATABASE.database().useTransaction(handle -> handle.execute(sql));
    }

    private List<OutboxEvent> commit(List<Anomaly> found) {
        return store.commit(found, KINDS, NINE.minus(Duration.ofDays(2)), changes -> {
            told.add(changes);
            List<OutboxEvent> events = new ArrayList<>();
            changes.raised()
                    .forEach(
                            anomaly -> events.add(event("raised-" + anomaly.id().value())));
            changes.withdrawn()
                    .forEach(gone ->
                            events.add(event("withdrawn-" + gone.anomaly().value())));
            return events;
        });
    }

    private static OutboxEvent event(String id) {
        return new OutboxEvent(
                SessionEvent.newBuilder().setEventId(id).setSessionId("b").build());
    }

    private static Anomaly suspicion(String id, AnomalyKind kind) {
        return new Anomaly(
                new AnomalyId(id),
                new SessionId("b"),
                kind,
                List.of(new SubjectId("person-a"), new SubjectId("person-b")),
                NINE,
                NINE,
                new Interval(NINE, NINE.plusSeconds(60)),
                Map.of("overlap_minutes", 1.0),
                List.of(),
                "model/shipped",
                List.of(new SessionId("a")));
    }

    private static void seen(String session, String subject, String role, String status) {
        DATABASE.database()
                .useTransaction(handle -> handle.execute(
                        "INSERT INTO attendance (session_id, subject_id, role, status, provisional, first_seen, last_seen,"
                                + " seen_ms, sampled_ms, intervals, credited_class_hours, error_probability, claimed,"
                                + " calibration) VALUES (?, ?, ?, ?, false, now(), now(), 1, 1,"
                                + " '[{\"from\":\"2026-03-02T09:30:00Z\",\"to\":\"2026-03-02T09:50:00Z\"}]', 1, 1e-5,"
                                + " true, 'model/shipped')",
                        session,
                        subject,
                        role,
                        status));
    }

    private static String text(String sql) {
        return DATABASE.database()
                .withHandle(
                        handle -> handle.createQuery(sql).mapTo(String.class).one());
    }
}
