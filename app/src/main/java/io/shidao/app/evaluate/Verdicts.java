package io.shidao.app.evaluate;

import io.shidao.analyzer.decide.Decision;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The decisions about one person through a session, beside the truth. Not thread-safe. */
final class Verdicts {
    private final Cast.Role role;
    private Decision decision = Decision.ofNew();
    private boolean accused;
    private @Nullable Instant flaggedAt;

    Verdicts(Cast.Role role) {
        this.role = role;
    }

    void add(Decision now, Instant at) {
        decision = now;
        if (role.isHonest() && isWrong(now)) {
            accused = true;
        }
        if (!role.isHonest() && now.isOutsider() && flaggedAt == null) {
            flaggedAt = at;
        }
    }

    private boolean isWrong(Decision now) {
        return now.isDecided() && !isRight(now);
    }

    private boolean isRight(Decision now) {
        return role.self() == null ? now.isOutsider() : now.is(role.self());
    }

    Decision decision() {
        return decision;
    }

    Sitting sitting(Instant start) {
        Sitting.End end =
                isRight(decision) ? Sitting.End.RIGHT : isWrong(decision) ? Sitting.End.WRONG : Sitting.End.UNDECIDED;
        double seconds = flaggedAt == null
                ? Double.NaN
                : Duration.between(start, flaggedAt).toMillis() / 1000.0;
        return new Sitting(
                role.person().name(),
                role.clipDigits(),
                role.isHonest(),
                accused,
                end,
                decision.isOutsider(),
                statedError(),
                seconds);
    }

    private double statedError() {
        if (decision instanceof Decision.Recognised recognised) {
            return recognised.errorProbability();
        }
        return decision instanceof Decision.Outsider outsider ? outsider.errorProbability() : Double.NaN;
    }
}
