package io.shidao.api.review;

import java.time.Duration;
import java.time.Instant;

/**
 * By what urgency is judged.
 *
 * @param critical time within which somebody should look at a critical case; major and minor likewise
 */
public record Pace(Instant now, Duration critical, Duration major, Duration minor) {
    static Pace of(ReviewConfig config, Instant now) {
        return new Pace(now, config.reactCritical(), config.reactMajor(), config.reactMinor());
    }

    /** The same pace at another time. */
    public Pace at(Instant other) {
        return new Pace(other, critical, major, minor);
    }
}
