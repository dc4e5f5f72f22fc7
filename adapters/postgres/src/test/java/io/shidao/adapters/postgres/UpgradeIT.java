package io.shidao.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shidao.adapters.postgres.policy.PolicyJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A database that is in use at version 21, and goes on at 36, becomes one of today: nothing is lost, and what is new has the
 * right meaning.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpgradeIT {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private Database upgraded;

    @BeforeAll
    void upgrade() throws IOException {
        DatabaseConfig base = DATABASE.config();
        DATABASE.database().withHandle(handle -> handle.execute("CREATE DATABASE upgraded"));
        DatabaseConfig old = new DatabaseConfig(
                base.url().replaceFirst("/[^/?]+(\\?|$)", "/upgraded$1"),
                base.user(),
                base.password(),
                2,
                base.connectTimeout(),
                Duration.ofSeconds(30));
        migrate(old, "21");
        fill(old, "v21");
        migrate(old, "36");
        fill(old, "v36");
        upgraded = Database.open(old);
    }

    private static void migrate(DatabaseConfig old, String version) {
        var unused = Flyway.configure(Database.class.getClassLoader())
                .dataSource(old.url(), old.user(), old.password())
                .locations("classpath:db/migration")
                .target(version)
                .load()
                .migrate();
    }

    private static void fill(DatabaseConfig old, String version) throws IOException {
        org.jdbi.v3.core.Jdbi jdbi = org.jdbi.v3.core.Jdbi.create(old.url(), old.user(), old.password());
        try (InputStream in =
                Objects.requireNonNull(UpgradeIT.class.getResourceAsStream("/upgrade/" + version + ".sql"))) {
            String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            jdbi.useTransaction(handle -> handle.createScript(script).execute());
        }
    }

    @AfterAll
    void close() {
        upgraded.close();
    }

    @Test
    void losesNoRow() {
        assertThat(List.of(
                        "institution",
                        "training_class",
                        "subject",
                        "biometric_reference",
                        "source",
                        "platform",
                        "training_session",
                        "claim",
                        "account",
                        "sign_in",
                        "attendance",
                        "anomaly",
                        "analysis_checkpoint",
                        "observation",
                        "watch"))
                .extracting(table -> table + " " + text("SELECT count(*) FROM " + table))
                .containsExactly(
                        "institution 2",
                        "training_class 2",
                        "subject 3",
                        "biometric_reference 1",
                        "source 3",
                        "platform 2",
                        "training_session 2",
                        "claim 1",
                        "account 2",
                        "sign_in 1",
                        "attendance 4",
                        "anomaly 1",
                        "analysis_checkpoint 1",
                        "observation 1",
                        "watch 1");
        assertThat(text("SELECT string_agg(status, ',' ORDER BY class_id) FROM training_class"))
                .isEqualTo("RUNNING,APPLIED");
    }

    @Test
    void keepsWhoAgreedToWhat_andNobodyAgreesWhoHadNot() {
        assertThat(text("SELECT string_agg(subject_id || ' ' || consent_state, ',' ORDER BY subject_id) FROM subject"))
                .startsWith("s-1 GIVEN,s-2 GIVEN,s-3 ")
                .doesNotContain("s-3 GIVEN");
        assertThat(text("SELECT string_agg(subject_id || ' ' || text_version || ' ' || method, ',' ORDER BY subject_id)"
                        + " FROM consent_event"))
                .isEqualTo("s-1 1 PAPER,s-2 paper-2025 PAPER");
        assertThat(text("SELECT count(*) FROM consent_text WHERE version IN ('1', 'paper-2025')"))
                .isNotEqualTo("0");
    }

    @Test
    void tellsStatementsFromCasesThatRecordsRestOn_inTheirHistoryToo() {
        assertThat(text(
                        "SELECT string_agg(concat_ws(' ', subject_id, status, 's:' || statement, 'c:' || decided_case), ','"
                                + " ORDER BY subject_id) FROM attendance WHERE session_id = 't-2'"))
                .isEqualTo("s-1 SUBSTITUTED s: c:one,s-2 EXCUSED s:one c:,s-3 MANUAL s: c:two");
        assertThat(text("SELECT string_agg(concat_ws(' ', subject_id, 's:' || statement, 'c:' || decided_case), ','"
                        + " ORDER BY entry_id) FROM attendance_history"))
                .isEqualTo("s-1 s: c:one,s-2 s:one c:,s-2 s: c:");
        assertThatThrownBy(() -> upgraded.useTransaction(
                        handle -> handle.execute("UPDATE attendance_history SET statement = 'x'")))
                .hasMessageContaining("append only");
    }

    @Test
    void keepsTheKeysOfPlatforms_andWhatWasRevokedStaysRevoked() {
        assertThat(text(
                        "SELECT string_agg(key_id || ' ' || kind || ' ' || bearer_hash || ' ' || (revoked_at IS NULL), ','"
                                + " ORDER BY key_id) FROM platform_key"))
                .isEqualTo("prefix-1 BEARER hash-of-key true,prefix-2 BEARER hash-of-old false");
    }

    @Test
    void givesLooksOfBeforeTheirObject_andLiveViewsTheirEntry() {
        assertThat(text("SELECT string_agg(kind || ' ' || object_kind || ' ' || coalesce(subject_id, session_id) || ' '"
                        + " || object_prefecture_id, ',' ORDER BY at) FROM access_log"))
                .isEqualTo(
                        "LIVE SESSION t-1 north,RECORD SUBJECT s-1 north,PICTURE PICTURE s-1 north,RECORD SESSION t-1 north");
        assertThat(text("SELECT what FROM access_log WHERE kind = 'LIVE'")).isEqualTo("pictures");
    }

    @Test
    void keepsAccountsAndSignIns_andSaysWhenTheyWereMade() {
        assertThat(text("SELECT string_agg(account_id || ' ' || what, ',' ORDER BY entry_id) FROM account_history"))
                .isEqualTo("boss CREATED,admin-1 CREATED");
        assertThat(text("SELECT method || (ended_at IS NULL) FROM sign_in")).isEqualTo("PASSWORDtrue");
        assertThat(text("SELECT password_hash || must_change_password FROM account WHERE account_id = 'admin-1'"))
                .isEqualTo("argontrue");
    }

    @Test
    void putsAttendanceOnTheDayOfTheRegion_andJudgesByTheRulesOfBefore() {
        assertThat(text("SELECT day || ' ' || status || ' ' || credited_class_hours FROM attendance"
                        + " WHERE session_id = 't-1'"))
                .isEqualTo("2025-11-03 PRESENT 1");
        assertThat(text("SELECT (starts_at = '2025-11-03T15:30:00Z')::text FROM attendance WHERE"
                        + " session_id = 't-1'"))
                .isEqualTo("true");
        assertThat(
                        text(
                                "SELECT count(*) FROM training_session WHERE policy_id IS NOT NULL OR cancelled_at IS NOT NULL"))
                .as("rules of their own, and held")
                .isEqualTo("0");
        assertThat(PolicyJson.read(text("SELECT policy::text FROM training_session WHERE session_id = 't-1'")))
                .satisfies(policy -> {
                    assertThat(policy.presentShare()).isEqualTo(.8);
                    assertThat(policy.checkInPhotos()).isZero();
                });
        assertThat(text("SELECT status || reviewed FROM anomaly")).isEqualTo("OPENfalse");
        assertThat(text("SELECT count(*) FROM attendance_due")).isEqualTo("0");
    }

    private String text(String sql) {
        return upgraded.withHandle(
                handle -> handle.createQuery(sql).mapTo(String.class).one());
    }
}
