package io.shidao.adapters.postgres.policy;

import io.shidao.kernel.session.AttendancePolicy;
import io.shidao.kernel.session.CheckSeed;
import io.shidao.kernel.session.RandomChecks;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The random checks of a session, from the seed it was planned with. */
public final class SessionChecks {
    private SessionChecks() {}

    /** @param row with check_seed and check_moments of training_session */
    public static List<Instant> moments(ResultSet row, Instant startsAt, Instant endsAt, AttendancePolicy policy)
            throws SQLException {
        String put = row.getString("check_moments");
        return put == null ? drawn(row.getString("check_seed"), startsAt, endsAt, policy) : read(put);
    }

    /** @param seed null for a session of an earlier release, which has no checks */
    private static List<Instant> drawn(
            @Nullable String seed, Instant startsAt, Instant endsAt, AttendancePolicy policy) {
        if (seed == null) {
            return List.of();
        }
        RandomChecks checks = policy.checks();
        int count = checks.inSession(
                Duration.between(startsAt, endsAt),
                policy.classHour(),
                policy.credit().dailyClassHours());
        return CheckSeed.of(seed).moments(startsAt, endsAt, count, checks.answerWithin());
    }

    public static String write(List<Instant> moments) {
        return moments.stream().map(Instant::toString).collect(Collectors.joining(" "));
    }

    private static List<Instant> read(String text) {
        return Stream.of(text.split(" "))
                .filter(one -> !one.isEmpty())
                .map(Instant::parse)
                .toList();
    }
}
