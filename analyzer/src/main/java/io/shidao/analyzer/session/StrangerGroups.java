package io.shidao.analyzer.session;

import io.shidao.analyzer.anomaly.Stranger;
import io.shidao.analyzer.decide.Decision;
import io.shidao.analyzer.examine.AttackHint;
import io.shidao.analyzer.time.Intervals;
import io.shidao.analyzer.track.Appearance;
import io.shidao.analyzer.track.Track;
import io.shidao.kernel.record.EvidenceRef;
import io.shidao.kernel.record.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Puts the tracks of one outsider together, who has changed the seat or was lost for a while. */
final class StrangerGroups {
    private static final int FACES = 3;

    private final double samePerson;

    /** @param samePerson cosine of the appearances of two tracks from which they are one person */
    StrangerGroups(double samePerson) {
        this.samePerson = samePerson;
    }

    /** By the id of their oldest track. */
    List<Stranger> group(SessionState state) {
        SharedPlace place = new SharedPlace(state.sampleGap());
        List<List<Track>> groups = new ArrayList<>();
        for (Track track : state.tracks.tracks()) {
            if (track.decision().isOutsider() && !place.isOfRecognised(track, state.tracks.tracks())) {
                groups.stream()
                        .filter(group -> group.stream().allMatch(other -> mayBeOne(track, other)))
                        .findFirst()
                        .ifPresentOrElse(group -> group.add(track), () -> groups.add(new ArrayList<>(List.of(track))));
            }
        }
        return groups.stream().map(StrangerGroups::stranger).toList();
    }

    private boolean mayBeOne(Track one, Track other) {
        Appearance a = one.appearance();
        Appearance b = other.appearance();
        return Objects.equals(one.claimant(), other.claimant())
                && a != null
                && b != null
                && a.cosine(b) >= samePerson
                && !Intervals.touch(one.seen().list(), other.seen().list());
    }

    private static Stranger stranger(List<Track> tracks) {
        Track first = tracks.get(0);
        Track surest = tracks.stream()
                .min(Comparator.comparingDouble(StrangerGroups::error))
                .orElseThrow();
        Track newest =
                tracks.stream().max(Comparator.comparing(t -> t.seen().last())).orElseThrow();
        List<Interval> seen = Intervals.union(
                tracks.stream().flatMap(t -> t.seen().list().stream()).toList());
        return new Stranger(
                first.id(),
                first.claimant(),
                seen,
                newest.box(),
                tracks.stream().mapToInt(t -> t.evidence().looks()).sum(),
                error(surest),
                tracks.stream()
                        .mapToDouble(t -> t.evidence().bestCosine())
                        .max()
                        .orElse(-1),
                faces(tracks),
                tracks.stream().map(Track::attackHint).reduce(AttackHint.NONE, AttackHint::with));
    }

    private static double error(Track track) {
        return track.decision() instanceof Decision.Outsider outsider ? outsider.errorProbability() : 1;
    }

    private static List<EvidenceRef> faces(List<Track> tracks) {
        return tracks.stream()
                .flatMap(t -> t.album().pictures().stream())
                .sorted(Comparator.comparingDouble(io.shidao.analyzer.evidence.KeptPicture::worth)
                        .reversed())
                .limit(FACES)
                .map(picture -> picture.asFace(null))
                .toList();
    }
}
