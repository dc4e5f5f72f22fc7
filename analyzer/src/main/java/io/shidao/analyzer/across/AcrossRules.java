package io.shidao.analyzer.across;

import io.shidao.analyzer.calibration.Calibration;
import io.shidao.analyzer.calibration.NonMatedScores;
import io.shidao.analyzer.calibration.NormalScores;
import io.shidao.analyzer.time.Intervals;
import io.shidao.kernel.id.AnomalyId;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AnomalyKind;
import io.shidao.kernel.record.Interval;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Suspicions that rest on several sessions. Pure: the same records give the same cases with the same ids. A case belongs to
 * the later session and shows its pictures only: those of the other one may be another institution's.
 */
public final class AcrossRules {
    /**
     * Those that are withdrawn when the records do not show them any more. Of substitutes only open cases are compared, so
     * that a decided one takes nothing away from another.
     */
    public static final Set<AnomalyKind> WITHDRAWN =
            EnumSet.of(AnomalyKind.DOUBLE_PRESENCE, AnomalyKind.SHARED_TEACHER, AnomalyKind.UNAPPROVED_SESSION);
    /**
     * How much likelier two strangers are to be alike than the calibration says: on another population a raw threshold
     * was nine times off its stated error (docs/evaluation).
     */
    private static final double POPULATION_FACTOR = 10;

    private final AcrossConfig config;
    private final Calibration calibration;
    private final UnapprovedRule unapproved;

    public AcrossRules(AcrossConfig config, Calibration calibration) {
        this.config = config;
        this.calibration = calibration;
        this.unapproved = new UnapprovedRule(config.unapproved(), calibration.id());
    }

    /**
     * Both presences overlap for longer than either may have been away unseen.
     *
     * <p>The stated error is the sum of both: that at least one of the two was somebody else.
     *
     * @param bridged of a session, longest gap that counts as seen
     */
    public List<Anomaly> doublePresence(List<Meeting> meetings, Function<SessionId, Duration> bridged, Instant now) {
        return meetings.stream()
                .flatMap(meeting -> doublePresence(meeting, bridged, now).stream())
                .toList();
    }

    private static Optional<Anomaly> doublePresence(
            Meeting meeting, Function<SessionId, Duration> bridged, Instant now) {
        Presence one = meeting.earlier();
        Presence other = meeting.later();
        Duration away = Stream.of(one.session(), other.session())
                .map(bridged)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        List<Interval> both = Intervals.intersection(one.seen(), other.seen()).stream()
                .filter(interval -> interval.length().compareTo(away) > 0)
                .toList();
        if (both.isEmpty()) {
            return Optional.empty();
        }
        List<SubjectId> subjects =
                Stream.of(one.subject(), other.subject()).distinct().toList();
        return Optional.of(new Anomaly(
                id(AnomalyKind.DOUBLE_PRESENCE, one.session(), one.subject().value(), other.session()),
                other.session(),
                AnomalyKind.DOUBLE_PRESENCE,
                subjects,
                both.get(0).from().plus(away),
                now,
                new Interval(both.get(0).from(), both.get(both.size() - 1).to()),
                Map.of(
                        "overlap_minutes",
                        minutes(Intervals.total(both)),
                        "error_probability",
                        Math.min(1, one.errorProbability() + other.errorProbability())),
                other.evidence(),
                other.calibration(),
                List.of(one.session())));
    }

    /** The session with which a teacher's institutions became too many is the one that the case belongs to. */
    public List<Anomaly> sharedTeachers(List<Teaching> teachings, Instant now) {
        Map<String, List<Teaching>> byPerson = new LinkedHashMap<>();
        teachings.stream()
                .sorted(Comparator.comparing(Teaching::at)
                        .thenComparing(teaching -> teaching.session().value()))
                .forEach(teaching -> byPerson.computeIfAbsent(teaching.person(), person -> new ArrayList<>())
                        .add(teaching));
        return byPerson.values().stream()
                .filter(all -> all.size() > config.mostInstitutions())
                .map(all -> sharedTeacher(all, now))
                .toList();
    }

    private Anomaly sharedTeacher(List<Teaching> all, Instant now) {
        Teaching tooMany = all.get(config.mostInstitutions());
        return new Anomaly(
                id(
                        AnomalyKind.SHARED_TEACHER,
                        tooMany.session(),
                        tooMany.subject().value(),
                        tooMany.session()),
                tooMany.session(),
                AnomalyKind.SHARED_TEACHER,
                all.stream().map(Teaching::subject).distinct().toList(),
                tooMany.at(),
                now,
                new Interval(all.get(0).at(), all.get(all.size() - 1).at()),
                Map.of("institutions", (double) all.size(), "allowed", (double) config.mostInstitutions()),
                List.of(),
                calibration.id(),
                all.stream()
                        .map(Teaching::session)
                        .filter(session -> !session.equals(tooMany.session()))
                        .toList());
    }

    /**
     * Outsiders of different sessions who look like one person; each later case names the earlier one that it is most
     * like. The stated error is the chance of any of the pairs being as alike by chance, by the calibration's scores of
     * different people, times ten for a population that nobody measured.
     */
    public List<Anomaly> repeatSubstitutes(List<Suspect> suspects, Instant now) {
        List<Suspect> ordered = suspects.stream()
                .sorted(Comparator.comparing(Suspect::since)
                        .thenComparing(suspect -> suspect.anomaly().value()))
                .toList();
        long pairs = pairs(ordered);
        List<Anomaly> found = new ArrayList<>();
        for (int i = 1; i < ordered.size(); i++) {
            Suspect later = ordered.get(i);
            ordered.subList(0, i).stream()
                    .filter(earlier -> !earlier.session().equals(later.session()))
                    .max(Comparator.comparingDouble(earlier -> cosine(earlier, later)))
                    .filter(earlier -> error(cosine(earlier, later), pairs) <= config.repeatError())
                    .map(earlier -> repeat(earlier, later, pairs, now))
                    .ifPresent(found::add);
        }
        return found;
    }

    private static long pairs(List<Suspect> suspects) {
        long pairs = 0;
        for (int i = 1; i < suspects.size(); i++) {
            SessionId session = suspects.get(i).session();
            pairs += suspects.subList(0, i).stream()
                    .filter(earlier -> !earlier.session().equals(session))
                    .count();
        }
        return pairs;
    }

    private static double cosine(Suspect one, Suspect other) {
        return one.appearance().cosine(other.appearance());
    }

    private double error(double cosine, long pairs) {
        NonMatedScores others = calibration.nonMated();
        double deviate = (cosine - others.mean()) / others.deviation();
        return Math.min(1, POPULATION_FACTOR * (double) pairs * NormalScores.IDENTITY.above(deviate));
    }

    private Anomaly repeat(Suspect earlier, Suspect later, long pairs, Instant now) {
        double cosine = cosine(earlier, later);
        return new Anomaly(
                id(
                        AnomalyKind.REPEAT_SUBSTITUTE,
                        earlier.session(),
                        later.anomaly().value(),
                        later.session()),
                later.session(),
                AnomalyKind.REPEAT_SUBSTITUTE,
                List.of(),
                later.since(),
                now,
                new Interval(later.since(), Intervals.later(later.since(), now)),
                Map.of("similarity", cosine, "error_probability", error(cosine, pairs), "compared", (double) pairs),
                later.faces(),
                calibration.id(),
                List.of(earlier.session()));
    }

    /** Sessions that may not take place, and in which people were taught all the same. */
    public List<Anomaly> unapproved(List<Barred> sessions, Instant now) {
        return sessions.stream()
                .flatMap(session -> unapproved.judge(session, now).stream())
                .toList();
    }

    private static double minutes(Duration time) {
        return (double) time.toMillis() / 60_000;
    }

    private static AnomalyId id(AnomalyKind kind, SessionId one, String cause, SessionId other) {
        String text = kind + "\n" + one + "\n" + cause + "\n" + other;
        return new AnomalyId(
                Sha256.of(text.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 32));
    }
}
