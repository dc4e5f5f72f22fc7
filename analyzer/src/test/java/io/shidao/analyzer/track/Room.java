package io.shidao.analyzer.track;

import io.shidao.analyzer.decide.Decision;
import io.shidao.analyzer.evidence.EvidenceConfig;
import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.face.ModelId;
import io.shidao.kernel.face.SampleQuality;
import io.shidao.kernel.id.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A room of scripted faces through a {@link TrackBook}, as the pipeline uses it: by place first, a look only where one is
 * needed, then settled. Two people's templates are orthogonal but for noise (deviation .04 of the cosine); two looks at one
 * person have a cosine of .7, of .36 where one of them shows the head askew.
 */
final class Room {
    static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    static final Duration EVERY = Duration.ofSeconds(5);
    static final Duration GAP = EVERY.multipliedBy(3);
    static final float HEIGHT = 40;
    static final int REVERIFY_EVERY = 4;

    private static final ModelId MODEL = new ModelId("scripted");
    private static final int MOST_PEOPLE = 64;
    private static final int NOISE = 448;
    private static final double STEADINESS = Math.sqrt(0.7);
    private static final int LOOKS_TO_DECIDE = 3;

    final Map<Long, Set<Integer>> peopleOfLooks = new HashMap<>();
    private final Map<FaceTemplate, Integer> persons = new HashMap<>();
    private final long seed;
    final TrackBook book;
    Instant now = NINE;

    Room(long seed) {
        this(seed, TrackConfig.defaults());
    }

    Room(long seed, TrackConfig config) {
        this.seed = seed;
        book = new TrackBook(config, EvidenceConfig.defaults());
    }

    /**
     * One face of a sample.
     *
     * @param clear whether a look at it, if taken, is good enough to tell anything
     * @param askew whether the head is held so that the template is hardly like the usual one, though like itself
     */
    record Face(int person, double x, double y, boolean clear, boolean askew) {
        Box box() {
            return new Box((float) x - 0.4f * HEIGHT, (float) y - HEIGHT / 2, 0.8f * HEIGHT, HEIGHT);
        }
    }

    /** @param x centre, in face heights */
    static Face face(int person, double x, double y) {
        return new Face(person, x * HEIGHT, y * HEIGHT, true, false);
    }

    static Face poor(int person, double x, double y) {
        return new Face(person, x * HEIGHT, y * HEIGHT, false, false);
    }

    static Face askew(int person, double x, double y) {
        return new Face(person, x * HEIGHT, y * HEIGHT, true, true);
    }

    /** Takes a sample; each face's track afterwards, null where it is open whose it is. */
    List<@Nullable Track> sample(Face... faces) {
        return sample(List.of(faces));
    }

    List<@Nullable Track> sample(List<Face> faces) {
        List<Track> places = book.follow(faces.stream().map(Face::box).toList(), now, GAP);
        List<@Nullable ClearLook> looks = new ArrayList<>();
        for (int i = 0; i < faces.size(); i++) {
            boolean asked = isWorthALook(places.get(i));
            if (asked) {
                places.get(i).embedding(now);
            }
            looks.add(asked && faces.get(i).clear() ? look(faces.get(i)) : null);
        }
        List<@Nullable Track> tracks = new ArrayList<>();
        for (Settled settled : book.settle(places, looks, now, GAP)) {
            count(settled);
            tracks.add(settled.track());
        }
        book.tidy(now, GAP);
        now = now.plus(EVERY);
        return tracks;
    }

    /** Undecided, moved, in doubt, or not looked at for several samples. */
    private boolean isWorthALook(Track track) {
        Instant last = track.embeddedAt();
        boolean due =
                last == null || !last.plus(EVERY.multipliedBy(REVERIFY_EVERY)).isAfter(now);
        return !track.decision().isDecided() || track.hasMoved() || track.isInDoubt() || due;
    }

    /** As often as it takes to decide. */
    List<@Nullable Track> settled(Face... faces) {
        for (int i = 0; i < LOOKS_TO_DECIDE; i++) {
            sample(faces);
        }
        return sample(faces);
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    private void count(Settled settled) {
        Track track = settled.track();
        if (track == null) {
            return;
        }
        for (ClearLook look : settled.looks()) {
            Integer person = persons.get(look.template());
            if (person == null) {
                throw new AssertionError("a look that nobody has taken");
            }
            peopleOfLooks.computeIfAbsent(track.id(), t -> new HashSet<>()).add(person);
            if (track.appearance() != null && track.appearance().looks() >= LOOKS_TO_DECIDE) {
                track.decide(new Decision.Recognised(new SubjectId("p" + person), 1e-4));
            }
        }
    }

    ClearLook look(Face face) {
        SampleQuality quality = new SampleQuality(HEIGHT, HEIGHT / 3, 80, 120, 0, 0, 0, 0, 0);
        FaceTemplate template = template(face);
        persons.put(template, face.person());
        return new ClearLook(now, face.box(), template, quality);
    }

    private FaceTemplate template(Face face) {
        Random random = new Random(seed * 31 + now.toEpochMilli() * 7 + face.person());
        double[] noise = random.doubles(NOISE, -1, 1).toArray();
        double length = 0;
        for (double x : noise) {
            length += x * x;
        }
        float[] raw = new float[2 * MOST_PEOPLE + NOISE];
        double usual = face.askew() ? 0.36 / STEADINESS : STEADINESS;
        raw[face.person()] = (float) usual;
        raw[MOST_PEOPLE + face.person()] = (float) Math.sqrt(STEADINESS * STEADINESS - usual * usual);
        double share = Math.sqrt((1 - STEADINESS * STEADINESS) / length);
        for (int i = 0; i < NOISE; i++) {
            raw[2 * MOST_PEOPLE + i] = (float) (share * noise[i]);
        }
        return FaceTemplate.ofRaw(MODEL, raw);
    }
}
