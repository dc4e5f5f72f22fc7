package io.shidao.analyzer.track;

import io.shidao.analyzer.decide.Decision;
import io.shidao.analyzer.decide.TrackEvidence;
import io.shidao.analyzer.evidence.Album;
import io.shidao.analyzer.examine.AttackHint;
import io.shidao.analyzer.time.Spans;
import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.id.SubjectId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One person in one place through a session, or one face at one log-in. Not thread-safe. */
public final class Track {
    private final long id;
    private final @Nullable SubjectId claimant;
    private final Spans seen;
    private final TrackEvidence evidence;
    private final Album album;
    private Box box;
    private int sightings;
    private int sinceEmbedded;
    private boolean moved;
    private boolean vacated;
    private @Nullable Appearance appearance;
    private Decision decision = Decision.ofNew();
    private AttackHint attackHint = AttackHint.NONE;

    public Track(long id, @Nullable SubjectId claimant, Box box, Spans seen, TrackEvidence evidence, Album album) {
        this.id = id;
        this.claimant = claimant;
        this.box = box;
        this.seen = seen;
        this.evidence = evidence;
        this.album = album;
    }

    /** Reads back the rest of what the accessors gave. */
    public Track restore(
            int sightings, int sinceEmbedded, boolean vacated, @Nullable Appearance appearance, Decision decision) {
        this.vacated = vacated;
        this.sightings = sightings;
        this.sinceEmbedded = sinceEmbedded;
        this.appearance = appearance;
        this.decision = decision;
        return this;
    }

    /** The person is seen again. */
    public void sighted(Box at, Instant time, Duration gap) {
        moved = at.iou(box) < 0.4;
        box = at;
        seen.add(time, gap);
        sightings++;
        sinceEmbedded++;
    }

    /** Whether the next template tells something new: undecided, moved, odd at the last look, or long not embedded. */
    public boolean needsLook(int reverifyEvery) {
        return !decision.isDecided()
                || moved
                || sinceEmbedded >= reverifyEvery
                || (appearance != null && appearance.odd() != null);
    }

    /** Adds a template to the appearance and tells how it fits. */
    public Appearance.Fit looked(FaceTemplate template, double sameAppearance) {
        sinceEmbedded = 0;
        if (appearance == null) {
            appearance = new Appearance(template);
            return Appearance.Fit.SAME;
        }
        return appearance.add(template, sameAppearance);
    }

    /** Somebody else sits there now: only a face that looks like this one finds the track again. */
    public void vacate() {
        vacated = true;
    }

    void comeBack() {
        vacated = false;
    }

    public boolean isVacated() {
        return vacated;
    }

    public void decide(Decision now) {
        decision = now;
    }

    /** What the examination of its looks gives so far. */
    public void hint(AttackHint now) {
        attackHint = now;
    }

    /** Online only; decides nothing. */
    public AttackHint attackHint() {
        return attackHint;
    }

    public long id() {
        return id;
    }

    /** Online: at whose log-in; null for a camera. */
    public @Nullable SubjectId claimant() {
        return claimant;
    }

    public Box box() {
        return box;
    }

    public Spans seen() {
        return seen;
    }

    public int sightings() {
        return sightings;
    }

    public int sinceEmbedded() {
        return sinceEmbedded;
    }

    public @Nullable Appearance appearance() {
        return appearance;
    }

    public TrackEvidence evidence() {
        return evidence;
    }

    public Album album() {
        return album;
    }

    public Decision decision() {
        return decision;
    }
}
