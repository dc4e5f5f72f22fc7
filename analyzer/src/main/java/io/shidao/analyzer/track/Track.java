package io.shidao.analyzer.track;

import io.shidao.analyzer.decide.Decision;
import io.shidao.analyzer.decide.TrackEvidence;
import io.shidao.analyzer.evidence.Album;
import io.shidao.analyzer.examine.AttackHint;
import io.shidao.analyzer.time.Spans;
import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.face.ModelId;
import io.shidao.kernel.id.SubjectId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One person through a session, or one face at one log-in. Not thread-safe. */
public final class Track {
    private final long id;
    private final @Nullable SubjectId claimant;
    private final Spans seen;
    private final TrackEvidence evidence;
    private final Album album;
    private Box box;
    private int sightings;
    private int embedded;
    private @Nullable Instant embeddedAt;
    private Duration away = Duration.ZERO;
    private boolean moved;
    private boolean vacated;
    private @Nullable Appearance appearance;
    private Doubt doubt = Doubt.NONE;
    private Decision decision = Decision.ofNew();
    private AttackHint attackHint = AttackHint.NONE;
    private @Nullable Before before;

    /**
     * What is not sure of the face at the track's place.
     *
     * @param asked whether only a clear look can tell whose it is
     * @param held the newest clear look that did not fit, counted for nobody so far
     * @param certainUntil the last sighting before the doubt arose; null when there is none
     */
    public record Doubt(
            boolean asked,
            @Nullable ClearLook held,
            @Nullable Instant certainUntil) {
        public static final Doubt NONE = new Doubt(false, null, null);

        private Doubt since(Instant last) {
            return new Doubt(asked, held, certainUntil == null && !last.equals(Instant.MIN) ? last : certainUntil);
        }

        private Doubt asking() {
            return new Doubt(true, held, certainUntil);
        }

        private Doubt holding(ClearLook look) {
            return new Doubt(true, look, certainUntil);
        }
    }

    /** What a sighting has overwritten. */
    private record Before(Box box, Instant last, int sightings, Doubt doubt) {}

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
            int sightings, boolean vacated, @Nullable Appearance appearance, Doubt doubt, Decision decision) {
        this.vacated = vacated;
        this.sightings = sightings;
        this.appearance = appearance;
        this.doubt = doubt;
        this.decision = decision;
        return this;
    }

    /** The person is seen again, as far as the place tells; after an absence or a move only a look can tell. */
    public void sighted(Box at, Instant time, Duration gap) {
        before = new Before(box, seen.last(), sightings, doubt);
        moved = at.iou(box) < 0.4;
        away = seen.isEmpty() ? Duration.ZERO : Duration.between(seen.last(), time);
        boolean isBack = away.compareTo(gap) > 0;
        if (isBack) {
            ask();
        }
        if (isBack || moved) {
            doubt = doubt.since(seen.last());
        }
        box = at;
        seen.add(time, gap);
        sightings++;
    }

    /** The newest sighting was somebody else's. */
    void takeBack() {
        if (before != null) {
            seen.cutAfter(before.last);
            box = before.box;
            sightings = before.sightings;
            doubt = before.doubt;
            moved = false;
            before = null;
        }
    }

    /** The face is going to be embedded, whatever will come of it. */
    public void embedding(Instant time) {
        embedded++;
        embeddedAt = time;
    }

    /** Reads back what the accessors gave. */
    public Track restoreEmbedded(int times, @Nullable Instant last) {
        embedded = times;
        embeddedAt = last;
        return this;
    }

    /** How often it was embedded, poor looks too. */
    public int embedded() {
        return embedded;
    }

    public @Nullable Instant embeddedAt() {
        return embeddedAt;
    }

    /** At the last sighting: whether it is too far from where it was for place alone to tell who it is. */
    public boolean hasMoved() {
        return moved;
    }

    /** At the last sighting: how long it had not been seen before. */
    public Duration away() {
        return away;
    }

    /** Whether only a clear look can tell whose the face at this place is. */
    public boolean isInDoubt() {
        return doubt.asked;
    }

    /** Only a clear look can tell whose the face at this place is. */
    void ask() {
        doubt = doubt.asking();
    }

    /** A clear look at the person: whatever was doubtful is settled. */
    public void looked(FaceTemplate template) {
        doubt = Doubt.NONE;
        if (appearance == null || !appearance.model().equals(template.model())) {
            appearance = new Appearance(template);
        } else {
            appearance.learn(template);
        }
    }

    /** A clear look at the track's place does not fit: counted for nobody until the next one tells. */
    void hold(ClearLook look) {
        doubt = (before == null ? doubt : doubt.since(before.last)).holding(look);
    }

    /** Somebody else sits there now, since the doubt arose: only a face that looks like this one finds the track again. */
    void vacate() {
        vacated = true;
        if (doubt.certainUntil != null) {
            seen.cutAfter(doubt.certainUntil);
        }
        doubt = Doubt.NONE;
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

    /** Whether there is something to compare a template of this model with. */
    boolean isKnown(ModelId model) {
        return appearance != null && appearance.model().equals(model);
    }

    /**
     * Takes over another track of this person, but for its evidence: those looks were the doubtful ones.
     *
     * @return whether it could
     */
    boolean absorb(Track other, Duration gap) {
        if (appearance == null || (other.appearance != null && !appearance.join(other.appearance))) {
            return false;
        }
        other.seen.list().forEach(span -> seen.add(span, gap));
        sightings += other.sightings;
        return true;
    }

    boolean isLike(Track other, double least) {
        return appearance != null && other.appearance != null && appearance.cosine(other.appearance) >= least;
    }

    /** −1 when nothing is known of what the person looks like. */
    double likeness(FaceTemplate template) {
        return appearance == null ? -1 : appearance.cosine(template);
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

    public @Nullable Appearance appearance() {
        return appearance;
    }

    public Doubt doubt() {
        return doubt;
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
