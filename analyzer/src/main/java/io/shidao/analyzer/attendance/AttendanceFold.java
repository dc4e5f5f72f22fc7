package io.shidao.analyzer.attendance;

import io.shidao.analyzer.time.Intervals;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.record.AttendanceRecord;
import io.shidao.kernel.record.AttendanceStatus;
import io.shidao.kernel.record.CheckAnswers;
import io.shidao.kernel.record.EvidenceRef;
import io.shidao.kernel.record.Interval;
import io.shidao.kernel.session.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** observations + claims + what people decided ─fold→ AttendanceRecord. Pure: the same facts give the same records. Thread-safe. */
public final class AttendanceFold {
    private final AttendanceConfig config;
    private final String calibration;
    private final double snapshotTolerance;

    /**
     * @param calibration id of the one that sightings are decided by
     * @param snapshotTolerance how much later than due a snapshot may come, as a share of the interval
     */
    public AttendanceFold(AttendanceConfig config, String calibration, double snapshotTolerance) {
        this.config = config;
        this.calibration = calibration;
        this.snapshotTolerance = snapshotTolerance;
    }

    public AttendanceConfig config() {
        return config;
    }

    public String calibration() {
        return calibration;
    }

    public double snapshotTolerance() {
        return snapshotTolerance;
    }

    /** One record for each entry of the roster, teachers too, in its order. */
    public List<AttendanceRecord> fold(AttendanceFacts facts) {
        Instant asOf = facts.concluded()
                ? facts.plan().endsAt()
                : Intervals.later(
                        facts.plan().startsAt(),
                        Intervals.earlier(facts.asOf(), facts.plan().endsAt()));
        Interval known = new Interval(facts.plan().startsAt(), asOf);
        List<Interval> covered = Intervals.within(Intervals.union(facts.coverage()), known);
        Set<SubjectId> claimed = facts.claims().stream().map(Claim::subject).collect(Collectors.toSet());
        return facts.members().list().stream()
                .map(entry -> record(facts, entry, known, covered, claimed.contains(entry.subject())))
                .toList();
    }

    private AttendanceRecord record(
            AttendanceFacts facts, Members.Member entry, Interval known, List<Interval> covered, boolean claimed) {
        List<Sighting> sightings = facts.sightings().stream()
                .filter(s -> s.subject().equals(entry.subject()))
                .toList();
        List<Interval> seen = seen(facts, entry.subject(), sightings, known);
        boolean everSeen = !seen.isEmpty();
        Duration seenTime = Intervals.total(Intervals.intersection(seen, covered));
        boolean doubtful = isOneOfTwo(facts, entry.subject());
        AttendanceStatus seenAs = doubtful
                ? AttendanceStatus.UNVERIFIED
                : everSeen
                        ? new Presence(facts, config, covered, seen, known.to()).status()
                        : unseen(facts, entry, known, covered);
        ByPeople people = ByPeople.of(facts, entry.subject(), seenAs);
        CheckAnswers checks = new Checks(facts, entry.subject(), covered, seen).answers(known.to());
        return new AttendanceRecord(
                facts.plan().id(),
                entry.subject(),
                entry.role(),
                people.status(),
                !facts.concluded(),
                everSeen ? seen.get(0).from() : null,
                everSeen ? seen.get(seen.size() - 1).to() : null,
                seenTime,
                Intervals.total(covered),
                seen,
                new Credit(facts.plan(), known, covered, seen).hours(people.creditedAs(), checks),
                doubtful ? 1 : error(sightings),
                claimed,
                evidence(sightings),
                calibration,
                checks,
                facts.plan().policyVersion() == null
                        ? ""
                        : facts.plan().policyVersion().toString(),
                people.statement(),
                people.decidedCase());
    }

    /** Whether the subject or a look-alike was seen, and only a person can say which: left to manual verification. */
    private static boolean isOneOfTwo(AttendanceFacts facts, SubjectId subject) {
        Set<SubjectId> alike = facts.members().inseparableFrom(subject);
        return !alike.isEmpty()
                && facts.sightings().stream()
                        .map(Sighting::subject)
                        .anyMatch(seen -> seen.equals(subject) || alike.contains(seen));
    }

    /** Gaps bridged; online only gaps up to the snapshot interval, so that what was not watched does not count. */
    private List<Interval> seen(AttendanceFacts facts, SubjectId subject, List<Sighting> sightings, Interval known) {
        List<Interval> all = new ArrayList<>();
        sightings.forEach(sighting -> all.addAll(sighting.seen()));
        all.addAll(new OnlineTime(facts.plan().policy(), snapshotTolerance)
                .of(facts.looks().getOrDefault(subject, List.of())));
        Duration gap = facts.plan().kind().isOnline()
                ? Duration.ZERO
                : facts.plan().policy().bridgedGap();
        return Intervals.bridge(all, gap).stream()
                .filter(i -> !i.to().isBefore(known.from()) && !i.from().isAfter(known.to()))
                .map(i -> clipped(i, known))
                .toList();
    }

    private static Interval clipped(Interval i, Interval known) {
        return new Interval(Intervals.later(i.from(), known.from()), Intervals.earlier(i.to(), known.to()));
    }

    /** Absent only when somebody enrolled could have been seen, was not, and no face is left that may be theirs. */
    private AttendanceStatus unseen(
            AttendanceFacts facts, Members.Member entry, Interval known, List<Interval> covered) {
        boolean tooEarly = !facts.concluded()
                && known.length().compareTo(facts.plan().policy().lateAfter()) <= 0;
        boolean wellCovered = share(Intervals.total(covered), known.length()) >= config.leastCoverage();
        boolean absent =
                entry.enrolled() && !tooEarly && wellCovered && !facts.unclear().contains(entry.subject());
        return absent ? AttendanceStatus.ABSENT : AttendanceStatus.UNVERIFIED;
    }

    static double share(Duration part, Duration whole) {
        return whole.isZero() ? 0 : (double) part.toMillis() / (double) whole.toMillis();
    }

    private static double error(List<Sighting> sightings) {
        return sightings.stream().mapToDouble(Sighting::errorProbability).min().orElse(1);
    }

    private static List<EvidenceRef> evidence(List<Sighting> sightings) {
        return sightings.stream()
                .filter(s -> !s.evidence().isEmpty())
                .min(Comparator.comparingDouble(Sighting::errorProbability)
                        .thenComparing(s -> s.evidence().get(0).takenAt()))
                .map(s -> s.evidence().subList(0, 1))
                .orElse(List.of());
    }
}
