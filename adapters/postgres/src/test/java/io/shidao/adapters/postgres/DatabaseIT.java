package io.shidao.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shidao.kernel.store.StoreException;
import io.shidao.kernel.store.StoreException.ErrorCode;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DatabaseIT {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @BeforeAll
    static void makeTable() {
        DATABASE.database().useTransaction(handle -> handle.execute("CREATE TABLE person (name text PRIMARY KEY)"));
    }

    @BeforeEach
    void empty() {
        DATABASE.database().useTransaction(handle -> handle.execute("TRUNCATE person"));
    }

    @Test
    void rollsBackTheWholeTransactionWhenAnythingInItFails() {
        assertThatThrownBy(() -> DATABASE.database().useTransaction(handle -> {
                    insert(handle, "anna");
                    throw new IllegalStateException("later step");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(count()).isZero();
    }

    @Test
    void saysConflictForARowThatIsThereAlready_withoutItsValues() {
        DATABASE.database().useTransaction(handle -> insert(handle, "anna"));

        assertThatThrownBy(() -> DATABASE.database().useTransaction(handle -> insert(handle, "anna")))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
                .hasMessageContaining("person_pkey")
                .satisfies(DatabaseIT::tellsNothingAboutAnna);
    }

    private static void tellsNothingAboutAnna(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertThat(String.valueOf(cause.getMessage())).doesNotContain("anna");
        }
    }

    @Test
    void leavesAMistakeOfOursAsItIs() {
        assertThatThrownBy(() -> DATABASE.database().withHandle(handle -> handle.execute("SELEKT 1")))
                .isInstanceOf(JdbiException.class);
    }

    @Test
    void endsAStatementThatTakesTooLong() {
        DatabaseConfig base = DATABASE.config();
        DatabaseConfig impatient = new DatabaseConfig(
                base.url(), base.user(), base.password(), 2, base.connectTimeout(), Duration.ofMillis(200));
        try (Database database = Database.open(impatient)) {

            assertThatThrownBy(() -> database.withHandle(handle -> handle.execute("SELECT pg_sleep(20)")))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        }
    }

    @Test
    void saysUnavailableWhenAllConnectionsStayInUse() {
        DatabaseConfig base = DATABASE.config();
        DatabaseConfig small = new DatabaseConfig(
                base.url(), base.user(), base.password(), 2, Duration.ofMillis(300), base.statementTimeout());
        try (Database database = Database.open(small);
                Handle one = database.jdbi().open();
                Handle other = database.jdbi().open()) {
            assertThat(one).isNotSameAs(other);

            assertThatThrownBy(() -> database.withHandle(handle -> handle.execute("SELECT 1")))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        }
    }

    @Test
    void explainsAWrongPassword() {
        DatabaseConfig base = DATABASE.config();
        DatabaseConfig wrong = new DatabaseConfig(
                base.url(), base.user(), "wrong", 2, Duration.ofMillis(500), base.statementTimeout());

        assertThatThrownBy(() -> Database.open(wrong))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("password authentication failed")
                .hasMessageNotContaining("wrong\"");
    }

    private static int insert(Handle handle, String name) {
        return handle.execute("INSERT INTO person VALUES (?)", name);
    }

    private static int count() {
        return DATABASE.database()
                .withHandle(handle -> handle.createQuery("SELECT count(*) FROM person")
                        .mapTo(Integer.class)
                        .one());
    }
}
