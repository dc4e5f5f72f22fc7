package io.shidao.analyzer.track;

import io.shidao.analyzer.decide.Decision;
import io.shidao.analyzer.decide.TrackEvidence;
import io.shidao.analyzer.evidence.Album;
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
    private int embedded;
    private @Nullable Instant embeddedAt;
    private Duration away = Duration.ZERO;
    private boolean moved;
    private boolean vacated;
    private @Nullable Appearance appearance;
    private Decision decision = Decision.ofNew();

    public Track(long id, @Nullable SubjectId claimant, Box box, Spans seen, TrackEvidence evidence, Album album) {
        this.id = id;
        this.claimant = claimant;
        this.box = box;
        this.seen = seen;
        this.evidence = evidence;
        this.album = album;
    }

    /** Reads back the rest of what the accessors gave. */
    public Track restore(int sightings, boolean vacated, @Nullable Appearance appearance, Decision decision) {
        this.vacated = vacated;
        this.sightings = sightings;
        this.appearance = appearance;
        this.decision = decision;
        return this;
    }

    /** The person is seen again. */
    public void sighted(Box at, Instant time, Duration gap) {
        moved = at.iou(box) < 0.4;
        away = seen.isEmpty() ? Duration.ZERO : Duration.between(seen.last(), time);
        box = at;
        seen.add(time, gap);
        sightings++;
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

    /** Whether the last look did not fit. */
    public boolean isOdd() {
        return appearance != null && appearance.odd() != null;
    }

    /** Adds a template to the appearance and tells how it fits. */
    public Appearance.Fit looked(FaceTemplate template, double sameAppearance) {
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
