package io.shidao.analyzer.session;

import io.shidao.analyzer.attendance.SnapshotLook;
import io.shidao.analyzer.attendance.SnapshotLook.Outcome;
import io.shidao.analyzer.time.Intervals;
import io.shidao.analyzer.track.Track;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.record.Interval;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the snapshots at each log-in are worth by the decisions of now, of people and of the machine. */
final class SnapshotLooks {
    private SnapshotLooks() {}

    /** None of a classroom: a photo at the check-in shows nobody in the room. */
    static Map<SubjectId, List<SnapshotLook>> of(SessionState state) {
        Map<SubjectId, List<SnapshotLook>> looks = new HashMap<>();
        if (!state.plan().kind().isOnline()) {
            return looks;
        }
        state.claimants.forEach((subject, claimant) -> {
            Set<Long> verified = verified(state, subject);
            List<SnapshotLook> own = claimant.log.entries().stream()
                    .map(entry -> new SnapshotLook(entry.at(), outcome(entry.track(), verified)))
                    .toList();
            if (!own.isEmpty()) {
                looks.put(subject, own);
            }
        });
        return looks;
    }

    private static Set<Long> verified(SessionState state, SubjectId subject) {
        Set<Long> verified = new HashSet<>();
        for (Track track : state.tracks.tracks()) {
            if (subject.equals(track.claimant())
                    && Whose.of(state, track).filter(subject::equals).isPresent()) {
                verified.add(track.id());
            }
        }
        return verified;
    }

    private static Outcome outcome(long track, Set<Long> verified) {
        if (track == SnapshotLog.UNCLEAR) {
            return Outcome.UNCLEAR;
        }
        if (track == SnapshotLog.NO_FACE) {
            return Outcome.NO_FACE;
        }
        if (track == SnapshotLog.SEVERAL_FACES) {
            return Outcome.SEVERAL_FACES;
        }
        if (track == SnapshotLog.REPEATED) {
            return Outcome.REPEATED;
        }
        return verified.contains(track) ? Outcome.VERIFIED : Outcome.OTHER;
    }

    /** Times of a track that no snapshot of its log-in's log tells. */
    static List<Interval> notLogged(SessionState state, Track track) {
        List<Interval> all = track.seen().list();
        SubjectId login = track.claimant();
        Claimant claimant = login == null ? null : state.claimants.get(login);
        boolean own =
                login != null && Whose.of(state, track).filter(login::equals).isPresent();
        if (!own || claimant == null || claimant.log.entries().isEmpty()) {
            return all;
        }
        Instant logged = claimant.log.entries().get(0).at();
        return all.isEmpty() || !all.get(0).from().isBefore(logged)
                ? List.of()
                : Intervals.within(all, new Interval(all.get(0).from(), logged));
    }
}
