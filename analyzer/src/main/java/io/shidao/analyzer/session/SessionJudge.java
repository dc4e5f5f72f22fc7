package io.shidao.analyzer.session;

import io.shidao.analyzer.anomaly.AnomalyConfig;
import io.shidao.analyzer.anomaly.AnomalyFacts;
import io.shidao.analyzer.anomaly.AnomalyRules;
import io.shidao.analyzer.anomaly.RoomFacts;
import io.shidao.analyzer.anomaly.SnapshotRun;
import io.shidao.analyzer.anomaly.SnapshotTroubles;
import io.shidao.analyzer.anomaly.Stranger;
import io.shidao.analyzer.attendance.AttendanceConfig;
import io.shidao.analyzer.attendance.AttendanceFacts;
import io.shidao.analyzer.attendance.AttendanceFold;
import io.shidao.analyzer.attendance.Members;
import io.shidao.analyzer.attendance.Sighting;
import io.shidao.analyzer.evidence.KeptPicture;
import io.shidao.analyzer.time.Intervals;
import io.shidao.analyzer.track.Track;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.record.AttendanceRecord;
import io.shidao.kernel.record.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Judges a session by what is known of it: attendance first, then the anomalies. Pure; thread-safe. */
public final class SessionJudge {
    private final AttendanceFold fold;
    private final AnomalyRules rules;
    private final StrangerGroups groups;
    private final String calibration;

    /** @param calibration id of the one that decisions rest on: each names it */
    public SessionJudge(
            AttendanceConfig attendance,
            AnomalyConfig anomalies,
            double samePerson,
            double snapshotTolerance,
            String calibration) {
        this.fold = new AttendanceFold(attendance, calibration, snapshotTolerance);
        this.rules = new AnomalyRules(anomalies);
        this.calibration = calibration;
        this.groups = new StrangerGroups(samePerson);
    }

    /** @param asOf up to when; a concluded session is judged up to its end */
    public Judgement judge(SessionState state, Instant asOf) {
        Instant until = state.isConcluded() ? state.plan().endsAt() : asOf;
        Set<SubjectId> unclear = unclear(state);
        AttendanceFacts facts = new AttendanceFacts(
                state.plan(),
                Members.of(state.roster(), state::wasEnrolled),
                state.claims(),
                state.covered(),
                sightings(state),
                unclear,
                SnapshotLooks.of(state),
                state.statements(),
                state.adjudications(),
                until,
                state.isConcluded());
        List<AttendanceRecord> records = fold.fold(facts);
        List<Stranger> strangers = groups.group(state).stream()
                .filter(stranger -> !Whose.isRecognised(state, stranger.track()))
                .toList();
        return new Judgement(
                facts,
                fold,
                records,
                rules.judge(new AnomalyFacts(
                        state.plan(),
                        state.roster(),
                        state.claims(),
                        records,
                        unclear,
                        strangers,
                        troubles(state),
                        room(state, until),
                        calibration,
                        until)),
                state.coverageBySource(until));
    }

    private static SnapshotTroubles troubles(SessionState state) {
        return new SnapshotTroubles(
                runs(state, claimant -> claimant.noFace),
                runs(state, claimant -> claimant.severalFaces),
                runs(state, claimant -> claimant.repeated));
    }

    private static RoomFacts room(SessionState state, Instant until) {
        return new RoomFacts(
                RoomCount.of(state, until).orElse(null),
                state.coverageUntil(until),
                state.clock.found(),
                state.replay,
                state.overviews.stream().map(KeptPicture::asOverview).toList(),
                state.width,
                state.height);
    }

    private static List<Sighting> sightings(SessionState state) {
        List<Sighting> sightings = new ArrayList<>();
        for (Track track : state.tracks.tracks()) {
            Whose.of(state, track)
                    .filter(subject -> state.isPresence(track))
                    .ifPresent(subject -> sightings.add(sighting(state, track, subject)));
        }
        return sightings;
    }

    private static Sighting sighting(SessionState state, Track track, SubjectId subject) {
        return new Sighting(
                subject,
                seen(state, track),
                Whose.errorProbability(state, track),
                track.album().pictures().stream()
                        .map(picture -> picture.asFace(subject))
                        .toList());
    }

    /** Of one's own log-in the snapshots tell; an earlier release kept no more than the times put together from them. */
    private static List<Interval> seen(SessionState state, Track track) {
        if (!state.plan().kind().isOnline()) {
            return Intervals.extended(track.seen().list(), state.plan().policy().samplingInterval(), state.latest());
        }
        return SnapshotLooks.notLogged(state, track);
    }

    private static Set<SubjectId> unclear(SessionState state) {
        Set<SubjectId> unclear = new HashSet<>();
        UndecidedFaces.whoStayed(state).forEach(undecided -> unclear.addAll(undecided.possible()));
        return unclear;
    }

    private static List<SnapshotRun> runs(SessionState state, Function<Claimant, TroubleRun> run) {
        return state.claimants.entrySet().stream()
                .filter(e -> run.apply(e.getValue()).total() > 0)
                .map(e -> run.apply(e.getValue()).of(e.getKey(), state.plan().startsAt()))
                .toList();
    }
}
