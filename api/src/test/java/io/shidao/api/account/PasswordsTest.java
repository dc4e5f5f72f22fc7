package io.shidao.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.testkit.fake.MemoryLiveState;
import io.shidao.testkit.time.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    private final Passwords passwords = new Passwords(1000);

    @Test
    void recognisesAPasswordByItsSaltedHash() {
        String hash = passwords.hash("correct horse");

        assertThat(hash).startsWith("pbkdf2-sha512$1000$").doesNotContain("horse");
        assertThat(passwords.hash("correct horse")).isNotEqualTo(hash);
        assertThat(passwords.matches("correct horse", hash)).isTrue();
        assertThat(passwords.matches("wrong horse", hash)).isFalse();
        assertThat(passwords.matchesNobodys("correct horse")).isFalse();
    }

    @Test
    void makesOneTimePasswordsThatAreEasyToType() {
        assertThat(Passwords.oneTime()).matches("([A-Za-z2-9]{4}-){3}[A-Za-z2-9]{4}");
    }

    @Test
    void locksAfterSoManyFailuresForSoLong() {
        SettableClock clock = new SettableClock(Instant.parse("2026-03-02T08:00:00Z"));
        LockOut lockOut = new LockOut(new MemoryLiveState(clock), Duration.ofMinutes(15));
        lockOut.failed("name", 2);
        boolean afterOne = lockOut.isLocked("name");

        lockOut.failed("name", 2);

        assertThat(afterOne).isFalse();
        assertThat(lockOut.isLocked("name")).isTrue();
        assertThat(lockOut.isLocked("other")).isFalse();
        clock.advance(Duration.ofMinutes(15));
        assertThat(lockOut.isLocked("name")).isFalse();
    }
}
