package io.shidao.analyzer.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.analyzer.track.Room.Face;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.jspecify.annotations.Nullable;

/** Rooms in which people come, go, lean, change places and sit in for one another, at random. */
class RoomProperties {
    private static final int SEATS = 12;
    private static final int SAMPLES = 150;

    /** Who sits on each seat; −1 for nobody. */
    private final int[] sitting = new int[SEATS];

    private int nextPerson;

    @Property(tries = 150)
    void noTrackHasLooksAtTwoPeople(
            @ForAll long seed,
            @ForAll @DoubleRange(min = 1.3, max = 3) double spacing,
            @ForAll @DoubleRange(max = 0.3) double missed,
            @ForAll @DoubleRange(max = 0.5) double poor) {
        Random random = new Random(seed);
        Room room = new Room(seed);
        fill();
        for (int sample = 0; sample < SAMPLES; sample++) {
            happen(random);
            room.sample(faces(random, spacing, missed, poor, 0.05));
        }

        assertThat(room.peopleOfLooks.values())
                .allSatisfy(people -> assertThat(people).hasSize(1));
    }

    /** A split harms nobody, it only makes evidence be gathered anew; one was seen in some thousands of such rooms. */
    @Property(tries = 100)
    void everybodyKeepsOneTrackButForARareSplit(@ForAll long seed, @ForAll @DoubleRange(max = 0.3) double missed) {
        Random random = new Random(seed);
        Room room = new Room(seed, forgetful(Duration.ofHours(2)));
        fill();
        for (int sample = 0; sample < SAMPLES; sample++) {
            happen(random);
            room.sample(faces(random, 2.5, missed, 0, 0.05));
        }

        Map<Integer, Integer> tracksOf = new HashMap<>();
        room.peopleOfLooks.values().forEach(people -> people.forEach(p -> tracksOf.merge(p, 1, Integer::sum)));
        assertThat(tracksOf.values()).allSatisfy(tracks -> assertThat(tracks).isLessThanOrEqualTo(2));
        assertThat(tracksOf.values().stream().filter(tracks -> tracks > 1)).hasSizeLessThanOrEqualTo(1);
    }

    private static TrackConfig forgetful(Duration forgetAfter) {
        TrackConfig d = TrackConfig.defaults();
        return new TrackConfig(
                d.reach(),
                d.sizeRatio(),
                d.sameAppearance(),
                d.elsewhereAppearance(),
                d.sameClaimantAppearance(),
                forgetAfter,
                d.mostTracks());
    }

    /** Once the room is at rest, everybody is on the own track. */
    @Property(tries = 100)
    void everybodyIsOnTheOwnTrackInTheEnd(@ForAll long seed) {
        Random random = new Random(seed);
        Room room = new Room(seed);
        fill();
        for (int sample = 0; sample < SAMPLES; sample++) {
            happen(random);
            room.sample(faces(random, 2, 0.2, 0.2, 0.05));
        }
        List<Face> last = List.of();
        List<@Nullable Track> tracks = List.of();
        for (int sample = 0; sample < 2 * Room.REVERIFY_EVERY; sample++) {
            last = faces(random, 2, 0, 0, 0);
            tracks = room.sample(last);
        }

        Set<Long> ids = new HashSet<>();
        for (int i = 0; i < last.size(); i++) {
            Track track = tracks.get(i);
            assertThat(track).isNotNull();
            if (track != null) {
                ids.add(track.id());
                assertThat(room.peopleOfLooks.get(track.id()))
                        .containsExactly(last.get(i).person());
            }
        }
        assertThat(ids).hasSameSizeAs(last);
    }

    private void fill() {
        nextPerson = SEATS;
        for (int seat = 0; seat < SEATS; seat++) {
            sitting[seat] = seat;
        }
    }

    private void happen(Random random) {
        if (random.nextInt(6) > 0) {
            return;
        }
        int one = random.nextInt(SEATS);
        int other = random.nextInt(SEATS);
        switch (random.nextInt(4)) {
            case 0 -> exchange(one, other);
            case 1 -> sitting[one] = -1;
            case 2 -> sitting[one] = newcomer(sitting[one]);
            default -> sitting[one] = somebodyWhoIsAway(random, sitting[one]);
        }
    }

    private void exchange(int one, int other) {
        int person = sitting[one];
        sitting[one] = sitting[other];
        sitting[other] = person;
    }

    private int newcomer(int otherwise) {
        return nextPerson < 60 ? nextPerson++ : otherwise;
    }

    private int somebodyWhoIsAway(Random random, int otherwise) {
        List<Integer> away = new ArrayList<>();
        for (int person = 0; person < nextPerson; person++) {
            away.add(person);
        }
        for (int person : sitting) {
            away.remove((Integer) person);
        }
        return away.isEmpty() ? otherwise : away.get(random.nextInt(away.size()));
    }

    private List<Face> faces(Random random, double spacing, double missed, double poor, double leaning) {
        List<Face> faces = new ArrayList<>();
        for (int seat = 0; seat < SEATS; seat++) {
            boolean leans = random.nextDouble() < leaning;
            double sway = leans ? 0.7 : 0.1;
            double x = spacing * (seat % 4) + sway * random.nextGaussian();
            double y = spacing * Math.floor(seat / 4.0) + sway * random.nextGaussian();
            if (sitting[seat] >= 0 && random.nextDouble() >= missed) {
                faces.add(random.nextDouble() < poor ? Room.poor(sitting[seat], x, y) : Room.face(sitting[seat], x, y));
            }
        }
        return faces;
    }
}
