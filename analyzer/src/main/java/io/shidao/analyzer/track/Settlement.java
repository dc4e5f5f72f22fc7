package io.shidao.analyzer.track;

import io.shidao.analyzer.assign.OptimalAssignment;
import io.shidao.analyzer.decide.Decision;
import io.shidao.analyzer.time.Intervals;
import io.shidao.kernel.face.FaceTemplate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives the faces of one sample that were looked at clearly to the tracks that look like them, all at once, and corrects
 * what their places alone had told. Costs are in face heights, likeness being worth {@value #LIKENESS_WORTH} of them.
 * Used once.
 */
final class Settlement {
    /**
     * Looks at one person are .7 alike and at two .03, each with a deviation of about .12: .1 more is e^4.7 of evidence.
     * Who sways about a seat is .3 face heights away on the average, so 1.5 face heights more are e^5.
     */
    private static final double LIKENESS_WORTH = 15;

    /** One in a hundred other people is as like, and one person hardly ever less. */
    private static final double HARDLY_ALIKE = 0.3;

    private final TrackBook book;
    private final TrackConfig config;
    private final Instant at;
    private final Duration gap;
    /** Cost of a place beyond reach, wherever it is. */
    private final double elsewhere;
    /** Cost of a track of which no likeness is known: above that of every track that fits. */
    private final double unknown;
    /** Of the faces without a clear look: these stay where their places put them. */
    private final Set<Track> taken = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Some face fits them. */
    private final Set<Track> found = Collections.newSetFromMap(new IdentityHashMap<>());

    Settlement(TrackBook book, TrackConfig config, Instant at, Duration gap) {
        this.book = book;
        this.config = config;
        this.at = at;
        this.gap = gap;
        this.elsewhere = 2 * config.reach();
        this.unknown = LIKENESS_WORTH * (1 - config.sameAppearance()) + elsewhere;
    }

    /** A clear look, the track at its place with the look that was held back there, and the track that it fits best. */
    private static final class Case {
        final int face;
        final ClearLook look;
        final Track place;
        final @Nullable ClearLook held;

        @Nullable
        Track fitting;

        Case(int face, ClearLook look, Track place) {
            this.face = face;
            this.look = look;
            this.place = place;
            this.held = place.doubt().held();
        }
    }

    /**
     * Settles the sample.
     *
     * @param places the tracks by place
     * @param looks null where there was no clear look
     */
    List<Settled> settle(List<Track> places, List<@Nullable ClearLook> looks) {
        List<Settled> settled = new ArrayList<>();
        List<Case> cases = new ArrayList<>();
        for (int face = 0; face < places.size(); face++) {
            Track place = places.get(face);
            ClearLook look = looks.get(face);
            settled.add(new Settled(place, List.of()));
            if (look == null) {
                taken.add(place);
            } else {
                cases.add(new Case(face, look, place));
            }
        }
        if (!cases.isEmpty()) {
            assign(cases);
            cases.stream().filter(this::isMisplaced).forEach(c -> c.place.takeBack());
            cases.forEach(c -> settled.set(c.face, settle(c)));
        }
        return settled;
    }

    private void assign(List<Case> cases) {
        List<Track> candidates = book.tracks().stream()
                .filter(t -> t.claimant() == null && !taken.contains(t))
                .toList();
        double[][] cost = new double[cases.size()][candidates.size()];
        for (int c = 0; c < cost.length; c++) {
            for (int t = 0; t < candidates.size(); t++) {
                cost[c][t] = cost(cases.get(c), candidates.get(t));
            }
        }
        int[] assigned = OptimalAssignment.solve(cost, unknown + config.reach());
        for (int c = 0; c < cost.length; c++) {
            if (assigned[c] != OptimalAssignment.NONE) {
                Track track = candidates.get(assigned[c]);
                cases.get(c).fitting = track;
                found.add(track);
            }
        }
    }

    private double cost(Case c, Track track) {
        boolean near = track == c.place || Places.isNear(c.look.box(), track.box(), config);
        double distance = near ? Math.min(Places.distance(c.look.box(), track.box()), config.reach()) : elsewhere;
        FaceTemplate template = c.look.template();
        if (!track.isKnown(template.model())) {
            return track == c.place ? unknown + distance : Double.POSITIVE_INFINITY;
        }
        double likeness = track.likeness(template);
        double height = c.look.box().height();
        double least = near ? config.sameAppearance(height) : config.elsewhereAppearance(height);
        return likeness >= least ? LIKENESS_WORTH * (1 - likeness) + distance : Double.POSITIVE_INFINITY;
    }

    /** Whether the face is not that of the track at its place for sure. */
    private boolean isMisplaced(Case c) {
        return c.fitting != c.place && (c.fitting != null || found.contains(c.place));
    }

    private Settled settle(Case c) {
        Track fitting = c.fitting;
        if (fitting != null) {
            return fitting == c.place ? stay(c) : move(c, fitting);
        }
        return found.contains(c.place) ? enter(c) : misfit(c);
    }

    private Settled stay(Case c) {
        boolean known = c.place.isKnown(c.look.template().model());
        ClearLook held = c.held;
        boolean alike = held != null && areAlike(held, c.look);
        if (!known && mayBeElsewhere(c.look, alike ? held : null)) {
            return holdBack(c.place, c.look, alike);
        }
        return count(c.place, !known && alike && held != null ? List.of(held, c.look) : List.of(c.look));
    }

    private static Settled count(Track track, List<ClearLook> looks) {
        looks.forEach(look -> track.looked(look.template()));
        return new Settled(track, looks);
    }

    /** Of two looks that are alike the first is kept, so that nobody waits for ever. */
    private static Settled holdBack(Track track, ClearLook look, boolean alike) {
        if (!alike) {
            track.hold(look);
        }
        return new Settled(null, List.of());
    }

    private Settled move(Case c, Track track) {
        List<ClearLook> looks = new ArrayList<>();
        ClearLook held = c.held;
        if (held != null && fits(held, track)) {
            looks.add(held);
        }
        looks.add(c.look);
        if (!found.contains(c.place)) {
            leave(c.place, track);
        }
        track.comeBack();
        track.sighted(c.look.box(), at, gap);
        return count(track, looks);
    }

    private boolean fits(ClearLook look, Track track) {
        return track.isKnown(look.template().model())
                && track.likeness(look.template())
                        >= config.sameAppearance(look.box().height());
    }

    /** What was taken for {@code place} was {@code track}, who has come here from elsewhere. */
    private void leave(Track place, Track track) {
        if (isOnePerson(place, track) && track.absorb(place, gap)) {
            book.remove(place);
        } else if (place.appearance() != null) {
            place.vacate();
        }
    }

    /**
     * Whether the place was held by the same person, who could not be told, or by what seemed to be somebody else: between
     * two looks at the person, without a gap before and after, and not quite unlike. Nobody takes turns on one chair.
     */
    private boolean isOnePerson(Track place, Track track) {
        if (place.appearance() == null) {
            return !Intervals.touch(place.seen().list(), track.seen().list());
        }
        Instant from = place.seen().first();
        boolean withoutGap = from != null
                && !from.isBefore(track.seen().last())
                && !from.isAfter(track.seen().last().plus(gap))
                && !at.isAfter(place.seen().last().plus(gap));
        return withoutGap
                && Places.isNear(place.box(), track.box(), config)
                && track.isLike(place, HARDLY_ALIKE)
                && mayBeOne(place.decision(), track.decision());
    }

    private static boolean mayBeOne(Decision one, Decision other) {
        return !one.isOutsider()
                && !other.isOutsider()
                && !(one instanceof Decision.Recognised r && other.isRecognised() && !other.is(r.subject()));
    }

    /** The person of this place sits elsewhere now, so this is somebody else. */
    private Settled enter(Case c) {
        Track track = book.open(c.look.box());
        track.sighted(c.look.box(), at, gap);
        return mayBeElsewhere(c.look, null) ? holdBack(track, c.look, false) : count(track, List.of(c.look));
    }

    private Settled misfit(Case c) {
        ClearLook held = c.held;
        boolean alike = held != null
                && areAlike(held, c.look)
                && held.template().cosine(c.look.template()) > c.place.likeness(c.look.template());
        if (held == null || !alike || mayBeElsewhere(c.look, held)) {
            return holdBack(c.place, c.look, alike);
        }
        c.place.takeBack();
        c.place.vacate();
        Track track = book.open(held.box());
        track.sighted(held.box(), held.at(), gap);
        track.sighted(c.look.box(), at, gap);
        return count(track, List.of(held, c.look));
    }

    /**
     * Two people may have changed places, and only one of them was looked at: then the other is asked for a look, and this
     * one waits for it, but not for ever.
     *
     * @param held since when this one waits; null when it does not
     */
    private boolean mayBeElsewhere(ClearLook look, @Nullable ClearLook held) {
        boolean any = false;
        for (Track track : taken) {
            if (track.isKnown(look.template().model())
                    && track.likeness(look.template())
                            >= config.elsewhereAppearance(look.box().height())) {
                track.ask();
                any = true;
            }
        }
        return any && (held == null || !at.isAfter(held.at().plus(gap).plus(gap)));
    }

    private boolean areAlike(ClearLook one, ClearLook other) {
        double height = Math.min(one.box().height(), other.box().height());
        return one.template().model().equals(other.template().model())
                && one.template().cosine(other.template()) >= config.sameAppearance(height);
    }
}
