package io.shidao.app.evaluate;

import io.shidao.analyzer.compare.CandidateList;
import io.shidao.analyzer.compare.Gallery;
import io.shidao.analyzer.compare.RosterComparison;
import io.shidao.analyzer.decide.Decision;
import io.shidao.analyzer.decide.Look;
import io.shidao.analyzer.decide.TrackEvidence;
import io.shidao.kernel.id.SubjectId;
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

    private final @Nullable SubjectId self;
    private final List<Population.Clip> clips;
    private final TrackEvidence evidence = new TrackEvidence();
    private final Map<FaceShot, CandidateList> compared = new HashMap<>();
    private Decision decision = Decision.ofNew();
    private int sinceLook;
    private boolean accused;
    private @Nullable Instant flaggedAt;

    /** @param self the member who this is; null for an outsider */
    SimulatedPerson(@Nullable SubjectId self, List<Population.Clip> clips) {
        this.self = self;
        this.clips = clips;
    }

    boolean isHonest() {
        return self != null;
    }

    TrackEvidence evidence() {
        return evidence;
    }

    /** The look of this sample; null when the face was not found, or is not looked at this time. */
    @Nullable
    Look look(Instant at, RosterComparison comparison, Gallery gallery, SplittableRandom random) {
        sinceLook++;
        boolean due = decision.isDecided()
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
        decision = now;
        if (self != null && now.isDecided() && !now.is(self)) {
            accused = true;
        }
        if (self == null && now.isOutsider() && flaggedAt == null) {
            flaggedAt = at;
        }
    }

    Decision decision() {
        return decision;
    }

    /** Honest, and at some time called an outsider or somebody else. */
    boolean isAccused() {
        return accused;
    }

    boolean isRecognisedRightly() {
        return self != null && decision.is(self);
    }

    @Nullable
    Instant flaggedAt() {
        return flaggedAt;
    }

    /** PERSON/CLIP, or PERSON/* for several clips. */
    String name() {
        return (self == null ? "outsider" : self.value()) + "/"
                + (clips.size() == 1 ? clips.get(0).digit() : '*');
    }
}
