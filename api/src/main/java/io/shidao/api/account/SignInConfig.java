package io.shidao.api.account;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How people sign in.
 *
 * @param tokenValid how long a token is good, by the service's clock; 5 min to 7 days
 * @param passwordIterations PBKDF2 rounds of new hashes, 210,000 to 10 million; raise as machines get faster
 * @param minPasswordLength of a password a person chooses, 12 to 64
 * @param failuresPerName failed sign-ins that lock a name, 2 to 100
 * @param failuresPerAddress failed sign-ins that lock a network address, 2 to 10,000; larger, because a whole
 *     institution may sit behind one address
 * @param lockTime window in which failures are counted, and time a lock lasts, 1 min to 24 h
 * @param keepSignIns how long a sign-in can be looked at after its token expired, with its network address, 1 day to 1 year
 */
public record SignInConfig(
        Duration tokenValid,
        int passwordIterations,
        int minPasswordLength,
        int failuresPerName,
        int failuresPerAddress,
        Duration lockTime,
        Duration keepSignIns) {
    public SignInConfig {
        List<String> problems = new ArrayList<>();
        between(problems, "token-valid", tokenValid, Duration.ofMinutes(5), Duration.ofDays(7));
        between(problems, "password-iterations", passwordIterations, 210_000, 10_000_000);
        between(problems, "min-password-length", minPasswordLength, 12, 64);
        between(problems, "failures-per-name", failuresPerName, 2, 100);
        between(problems, "failures-per-address", failuresPerAddress, 2, 10_000);
        between(problems, "lock-time", lockTime, Duration.ofMinutes(1), Duration.ofHours(24));
        between(problems, "keep-sign-ins", keepSignIns, Duration.ofDays(1), Duration.ofDays(366));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("api.sign-in: " + String.join("; ", problems));
        }
    }

    public static SignInConfig defaults() {
        return new SignInConfig(Duration.ofHours(12), 210_000, 12, 5, 20, Duration.ofMinutes(15), Duration.ofDays(90));
    }

    private static <T extends Comparable<T>> void between(
            List<String> problems, String name, T value, T least, T most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            problems.add(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }
}
