package io.shidao.analyzer.across;

import io.shidao.analyzer.time.Intervals;
import io.shidao.kernel.id.AnomalyId;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AnomalyKind;
import io.shidao.kernel.record.Interval;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * People are taught in a session that may not take place. All that points to one session is one case; it names nobody: who
 * sat there did nothing wrong. It shows no pictures either: in a room where no session may be nothing is looked at.
 */
final class UnapprovedRule {
    private final UnapprovedConfig config;
    private final String calibration;

    /** @param calibration id; no face is compared for it */
    UnapprovedRule(UnapprovedConfig config, String calibration) {
        this.config = config;
        this.calibration = calibration;
    }

    Optional<Anomaly> judge(Barred session, Instant now) {
        return Stream.of(told(session), seen(session.pictures()))
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .map(since -> anomaly(session, since, now));
    }

    /** When the service had heard of enough people. */
    private Optional<Instant> told(Barred session) {
        Set<String> people = new HashSet<>();
        for (Barred.Deed deed : session.deeds()) {
            if (people.add(deed.person()) && people.size() == config.people()) {
                return Optional.of(deed.knownAt());
            }
        }
        return Optional.empty();
    }

    /** When enough people had been in the room for long enough, most of the time. */
    private Optional<Instant> seen(Barred.Pictures pictures) {
        Instant enough = pictures.from().plus(config.stays());
        boolean stayed =
                pictures.showing() > 1 && !pictures.to().isBefore(enough) && 2 * pictures.showing() >= pictures.all();
        return stayed ? Optional.of(enough) : Optional.empty();
    }

    private Anomaly anomaly(Barred session, Instant since, Instant now) {
        Instant from = session.deeds().stream()
                .map(Barred.Deed::at)
                .reduce(Intervals.later(session.since(), session.startsAt()), UnapprovedRule::earlier);
        Instant to = Intervals.later(from, earlier(now, session.endsAt()));
        return new Anomaly(
                id(session),
                session.session(),
                AnomalyKind.UNAPPROVED_SESSION,
                List.of(),
                since,
                now,
                new Interval(from, to),
                numbers(session),
                List.of(),
                calibration);
    }

    private Map<String, Double> numbers(Barred session) {
        Map<String, Double> numbers = new HashMap<>();
        numbers.put("people_claimed", people(session, Barred.Way.CLAIM));
        numbers.put("people_turned_away", people(session, Barred.Way.REFUSED));
        numbers.put("people_online", people(session, Barred.Way.SNAPSHOT));
        numbers.values().removeIf(count -> count == 0);
        Barred.Pictures pictures = session.pictures();
        if (pictures.showing() > 0) {
            numbers.put("people", pictures.people());
            numbers.put(
                    "minutes",
                    (double) Duration.between(pictures.from(), pictures.to()).toMillis() / 60_000);
        }
        return numbers;
    }

    private static double people(Barred session, Barred.Way way) {
        return session.deeds().stream()
                .filter(deed -> deed.way() == way)
                .map(Barred.Deed::person)
                .distinct()
                .count();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static AnomalyId id(Barred session) {
        String text = AnomalyKind.UNAPPROVED_SESSION + "\n" + session.session();
        return new AnomalyId(
                Sha256.of(text.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 32));
    }
}
