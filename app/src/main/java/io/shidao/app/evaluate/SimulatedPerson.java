package io.shidao.app.evaluate;

import io.shidao.analyzer.compare.CandidateList;
import io.shidao.analyzer.compare.Gallery;
import io.shidao.analyzer.compare.RosterComparison;
import io.shidao.analyzer.decide.Decision;
import io.shidao.analyzer.decide.Look;
import io.shidao.analyzer.decide.TrackEvidence;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Somebody in a simulated room, and the track of them. Not thread-safe. */
final class SimulatedPerson {
    /** The rhythm of the analyzer's looks, in samples of 5 s: decided faces within 90 s. */
    private static final int REVERIFY_EVERY = 18;
    /** Undecided ones at once, and after so many looks every 15 s. */
    private static final int EAGER_LOOKS = 8;

    private static final int PATIENT_EVERY = 3;

    private final Verdicts verdicts;
    private final List<Population.Clip> clips;
    private final TrackEvidence evidence = new TrackEvidence();
    private final Map<FaceShot, CandidateList> compared = new HashMap<>();
    private int sinceLook;

    SimulatedPerson(Cast.Role role) {
        this.verdicts = new Verdicts(role);
        this.clips = role.clips();
    }

    Verdicts verdicts() {
        return verdicts;
    }

    TrackEvidence evidence() {
        return evidence;
    }

    /** The look of this sample; null when the face was not found, or is not looked at this time. */
    @Nullable
    Look look(Instant at, RosterComparison comparison, Gallery gallery, SplittableRandom random) {
        sinceLook++;
        boolean due = verdicts.decision().isDecided()
                ? sinceLook >= REVERIFY_EVERY
                : evidence.looks() < EAGER_LOOKS || sinceLook >= PATIENT_EVERY;
        Population.Clip clip = clips.get(random.nextInt(clips.size()));
        if (!due || random.nextDouble() >= clip.foundShare()) {
            return null;
        }
        sinceLook = 0;
        FaceShot shot = clip.looks().get(random.nextInt(clip.looks().size()));
        CandidateList candidates = compared.computeIfAbsent(shot, s -> comparison.compare(s.template(), gallery));
        return new Look(at, shot.quality(), shot.template().rawNorm(), candidates);
    }

    void decided(Decision now, Instant at) {
        verdicts.add(now, at);
    }
}
