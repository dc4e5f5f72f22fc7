package io.shidao.analyzer.track;

import static io.shidao.analyzer.track.Room.NINE;
import static io.shidao.analyzer.track.Room.face;
import static io.shidao.analyzer.track.Room.poor;
import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.analyzer.decide.Decision;
import io.shidao.analyzer.evidence.EvidenceConfig;
import io.shidao.analyzer.track.Room.Face;
import io.shidao.kernel.face.Box;
import io.shidao.kernel.record.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Anna is 0, Ben 1, Chen 2, a stranger 9; places are in face heights. */
class TrackBookTest {
    private final Room room = new Room(3);

    @Test
    void followsTwoNeighboursEachOnTheirOwnPlace() {
        List<@Nullable Track> first = room.sample(face(0, 2, 2), face(1, 3.5, 2));
        List<@Nullable Track> second = room.sample(face(1, 3.4, 2.1), face(0, 2.1, 1.9));

        assertThat(second).containsExactly(first.get(1), first.get(0));
        assertThat(track(first, 0).seen().list()).hasSize(1);
    }

    @Test
    void givesTheNearerNeighbourUpWhereAllTogetherAreNearerSo() {
        TrackBook book = new TrackBook(TrackConfig.defaults(), EvidenceConfig.defaults());
        List<Track> first = book.follow(List.of(box(0, 0), box(1.2, 0)), NINE, Room.GAP);

        // both have moved to the right: the left one now is nearer to the right one's old place
        List<Track> second = book.follow(List.of(box(0.9, 0), box(2.1, 0)), NINE.plusSeconds(5), Room.GAP);

        assertThat(second).isEqualTo(first);
    }

    @Test
    void keepsTheTrackOfWhoLeansAndSitsUpAgain() {
        List<@Nullable Track> upright = room.settled(face(0, 2, 2), face(1, 5, 2));

        List<@Nullable Track> leaning = room.sample(face(0, 3.4, 2.3), face(1, 5, 2));
        List<@Nullable Track> after = room.sample(face(0, 2, 2), face(1, 5, 2));

        assertThat(leaning).isEqualTo(upright);
        assertThat(after).isEqualTo(upright);
        assertNothingIsMixed(2);
    }

    @Test
    void findsWhoLeansBeyondReachByTheFace() {
        List<@Nullable Track> upright = room.settled(face(0, 2, 2));

        List<@Nullable Track> leaning = room.sample(face(0, 4.5, 2));

        assertThat(leaning).isEqualTo(upright);
        assertNothingIsMixed(1);
    }

    @Test
    void knowsWhoComesBackToTheSamePlace() {
        Track before = track(room.settled(face(0, 2, 2)), 0);
        room.pass(Duration.ofMinutes(10));

        Track after = track(room.sample(face(0, 2.1, 2.1)), 0);

        assertThat(after).isSameAs(before);
        assertThat(after.seen().list()).hasSize(2);
        assertThat(after.doubt()).isEqualTo(Track.Doubt.NONE);
    }

    @Test
    void knowsWhoComesBackToAnotherPlace() {
        Track before = track(room.settled(face(0, 2, 2), face(1, 5, 2)), 0);
        room.sample(face(1, 5, 2));
        room.pass(Duration.ofMinutes(10));

        Track after = track(room.sample(face(0, 9, 6), face(1, 5, 2)), 0);

        assertThat(after).isSameAs(before);
        assertThat(after.box().centreX()).isEqualTo(9 * Room.HEIGHT);
        assertNothingIsMixed(2);
    }

    @Test
    void countsTheTimeOfWhoCouldNotBeToldAtFirst() {
        Track before = track(room.settled(face(0, 2, 2)), 0);
        room.pass(Duration.ofMinutes(10));
        Instant back = room.now;
        room.sample(poor(0, 9, 6));
        room.sample(poor(0, 9, 6));

        Track after = track(room.sample(face(0, 9, 6)), 0);

        assertThat(after).isSameAs(before);
        assertThat(after.seen().list()).last().isEqualTo(new Interval(back, back.plusSeconds(10)));
        assertNothingIsMixed(1);
    }

    @Test
    void letsTwoWhoChangePlacesKeepTheirTracks() {
        List<@Nullable Track> before = room.sample(face(0, 2, 2), face(1, 5, 2));

        List<@Nullable Track> after = room.sample(face(0, 5, 2), face(1, 2, 2));

        assertThat(after).isEqualTo(before);
        assertNothingIsMixed(2);
    }

    @Test
    void noticesThatTwoHaveChangedPlacesThoughOnlyOneOfThemIsLookedAt() {
        List<@Nullable Track> before = room.settled(face(0, 2, 2), face(1, 5, 2));
        // Ben has been looked at one sample later than Anna
        track(before, 1).looked(room.look(face(1, 5, 2)).template());

        List<@Nullable Track> after = before;
        for (int i = 0; i <= Room.REVERIFY_EVERY; i++) {
            after = room.sample(face(0, 5, 2), face(1, 2, 2));
        }

        assertThat(after).isEqualTo(before);
        assertNothingIsMixed(2);
    }

    @Test
    void splitsAtOnceWhenSomebodyElseTakesThePlaceOfWhoIsAway() {
        Track anna = track(room.settled(face(0, 2, 2)), 0);
        Instant left = room.now.minus(Room.EVERY);
        room.pass(Duration.ofMinutes(3));
        Instant came = room.now;

        List<@Nullable Track> first = room.sample(face(9, 2, 2));
        Track stranger = track(room.sample(face(9, 2, 2)), 0);

        assertThat(first).containsOnlyNulls();
        assertThat(stranger).isNotSameAs(anna);
        assertThat(stranger.appearance())
                .isNotNull()
                .satisfies(a -> assertThat(a.looks()).isEqualTo(2));
        assertThat(stranger.seen().list()).containsExactly(new Interval(came, came.plus(Room.EVERY)));
        assertThat(anna.seen().last()).isEqualTo(left);
        assertNothingIsMixed(2);
    }

    @Test
    void splitsWhenSomebodyElseSitsThereFromOneSampleToTheNext_andFindsWhoComesBack() {
        Track anna = track(room.settled(face(0, 2, 2)), 0);
        for (int i = 0; i < 2 * Room.REVERIFY_EVERY; i++) {
            room.sample(face(9, 2, 2));
        }
        Track stranger = track(room.sample(face(9, 2, 2)), 0);

        room.pass(Duration.ofMinutes(3));
        Track back = track(room.sample(face(0, 2, 2)), 0);

        assertThat(stranger).isNotSameAs(anna);
        assertThat(back).isSameAs(anna);
        assertNothingIsMixed(2);
    }

    @Test
    void doesNotMindWhoPassesBetweenTheCameraAndAPlace() {
        Track anna = track(room.sample(face(0, 2, 2)), 0);

        List<@Nullable Track> passing = room.sample(face(9, 2.2, 2.2));
        List<@Nullable Track> after = room.sample(face(0, 2, 2));

        assertThat(passing).containsOnlyNulls();
        assertThat(after).containsExactly(anna);
        assertThat(anna.doubt()).isEqualTo(Track.Doubt.NONE);
        assertNothingIsMixed(1);
    }

    @Test
    void knowsAHeadHeldAskewOnceThePersonIsSeenUprightAgain() {
        Track anna = track(sampled(2, face(0, 2, 2)), 0);

        Track askew = track(sampled(2, Room.askew(0, 2, 2)), 0);
        Track upright = track(sampled(1, face(0, 2, 2)), 0);
        Track askewAgain = track(sampled(1, Room.askew(0, 2, 2)), 0);

        assertThat(askew).isNotSameAs(anna);
        assertThat(upright).isSameAs(anna);
        assertThat(askewAgain).isSameAs(anna);
        assertThat(room.book.tracks()).containsExactly(anna);
        assertThat(anna.seen().list()).containsExactly(new Interval(NINE, room.now.minus(Room.EVERY)));
    }

    @Test
    void doesNotTakeAHeadHeldAskewForThePersonAfterAGap_norOneThatIsDecidedOtherwise() {
        for (boolean gap : new boolean[] {true, false}) {
            Room other = new Room(5);
            other.sample(face(0, 2, 2));
            other.sample(face(0, 2, 2));
            other.sample(Room.askew(0, 2, 2));
            Track askew = track(other.sample(Room.askew(0, 2, 2)), 0);
            if (gap) {
                other.pass(Duration.ofMinutes(1));
            } else {
                askew.decide(new Decision.Outsider(1e-4));
            }
            other.sample(face(0, 2, 2));

            assertThat(other.book.tracks()).hasSize(2).contains(askew);
        }
    }

    @Test
    void doesNotTakeWhoStandsInTheWayForThePersonBehind() {
        Track anna = track(sampled(2, face(0, 2, 2)), 0);
        Track stranger = track(sampled(2, face(9, 2, 2)), 0);

        assertThat(sampled(1, face(0, 2, 2))).containsExactly(anna);
        assertThat(room.book.tracks()).containsExactly(anna, stranger);
        assertNothingIsMixed(2);
    }

    @Test
    void waitsForALookAtWhoSitsOnThePlaceOfTheFace_butNotForEver() {
        Track anna = track(sampled(4, face(0, 2, 2)), 0);
        // Ben is never seen clearly on Anna's place, and Anna sits where nobody sat
        int held = 0;
        List<@Nullable Track> tracks = List.of();
        for (int i = 0; i < 10; i++) {
            tracks = room.sample(poor(1, 2, 2), face(0, 8, 2));
            held += tracks.get(1) == null ? 1 : 0;
        }

        assertThat(held).isEqualTo(7);
        assertThat(tracks.get(1)).isNotNull().isNotSameAs(anna);
        assertThat(room.peopleOfLooks.values()).allSatisfy(p -> assertThat(p).containsExactly(0));
    }

    @Test
    void twoWhoPassInTurnAreNobodyYet() {
        room.sample(face(0, 2, 2));

        room.sample(face(8, 2, 2));
        List<@Nullable Track> second = room.sample(face(9, 2, 2));

        assertThat(second).containsOnlyNulls();
        assertThat(room.book.tracks()).hasSize(1);
    }

    @Test
    void looksAtPeopleWhoCross_andTellsThemApart() {
        List<@Nullable Track> before = room.settled(face(0, 2, 2), face(1, 4, 2));

        List<@Nullable Track> meeting = room.sample(face(0, 2.8, 2), face(1, 3.2, 2));
        List<@Nullable Track> after = room.sample(face(0, 3.3, 2), face(1, 2.7, 2));

        assertThat(meeting).isEqualTo(before);
        assertThat(after).isEqualTo(before);
        assertNothingIsMixed(2);
    }

    @Test
    void asksForALookWhereTwoPlacesWouldDo_andOnlyThere() {
        List<@Nullable Track> before = room.settled(face(0, 2, 2), face(1, 3.4, 2), face(2, 9, 2));

        List<Track> between =
                room.book.follow(List.of(face(0, 2.8, 2).box(), face(2, 9.1, 2).box()), room.now, Room.GAP);

        assertThat(between.get(0).doubt().asked()).isTrue();
        assertThat(between.get(1)).isSameAs(before.get(2));
        assertThat(between.get(1).doubt().asked()).isFalse();
    }

    @Test
    void asksForNothingWhereANeighbourIsMissedOnce() {
        room.settled(face(0, 2, 2), face(1, 3.2, 2));

        List<Track> one = room.book.follow(List.of(face(0, 2.05, 2).box()), room.now, Room.GAP);

        assertThat(one.get(0).doubt().asked()).isFalse();
    }

    @Test
    void doesNotDependOnTheOrderOfFaces() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            Room one = new Room(seed);
            Room other = new Room(seed);
            for (int sample = 0; sample < 8; sample++) {
                List<Face> faces = new ArrayList<>();
                for (int person = 0; person < 9; person++) {
                    if (random.nextInt(5) > 0) {
                        double x = 1.6 * (person % 3) + random.nextGaussian() / 2;
                        faces.add(face(person, x, 1.3 * Math.floor(person / 3.0) + random.nextGaussian() / 4));
                    }
                }
                List<Face> shuffled = new ArrayList<>(faces);
                Collections.shuffle(shuffled, random);
                List<@Nullable Track> tracks = one.sample(faces);
                List<@Nullable Track> others = other.sample(shuffled);
                for (int i = 0; i < faces.size(); i++) {
                    Track expected = tracks.get(i);
                    Track actual = others.get(shuffled.indexOf(faces.get(i)));
                    assertThat(actual == null ? 0 : actual.id()).isEqualTo(expected == null ? 0 : expected.id());
                }
            }
        }
    }

    @Test
    void forgetsWhatWasHardlyEverSeen() {
        room.sample(face(0, 2, 2));

        room.book.tidy(NINE.plusSeconds(600), Duration.ofMinutes(1));

        assertThat(room.book.tracks()).isEmpty();
    }

    @Test
    void keepsWhoWasSeenOnceForAsLongAsIsAsked() {
        room.sample(face(0, 2, 2));

        room.book.tidy(NINE.plus(Duration.ofMinutes(9)), Duration.ofMinutes(9));
        assertThat(room.book.tracks()).hasSize(1);

        room.book.tidy(NINE.plus(Duration.ofMinutes(9)).plusSeconds(1), Duration.ofMinutes(9));
        assertThat(room.book.tracks()).isEmpty();
    }

    @Test
    void keepsWhoStayedThoughHardlyEverSeenClearly() {
        for (int i = 0; i < 100; i++) {
            room.sample(poor(0, 2, 2));
        }

        room.book.tidy(room.now.plusSeconds(3600), Duration.ofMinutes(1));

        assertThat(room.book.tracks()).hasSize(1);
    }

    @Test
    void isBounded_andKeepsWhatIsDecided() {
        Room small = new Room(1, new TrackConfig(1.5, 1.7, 0.47, 0.55, 0.47, Duration.ofMinutes(5), 10));
        Track anna = track(small.settled(face(0, 0, 0)), 0);

        for (int person = 1; person < 40; person++) {
            small.sample(face(person, 3 * person, 3), poor(50, 5 * person, 20));
        }

        assertThat(small.book.tracks()).hasSize(10).contains(anna);
    }

    private List<@Nullable Track> sampled(int times, Face... faces) {
        List<@Nullable Track> tracks = List.of();
        for (int i = 0; i < times; i++) {
            tracks = room.sample(faces);
        }
        return tracks;
    }

    private static Track track(List<@Nullable Track> tracks, int i) {
        Track track = tracks.get(i);
        assertThat(track).isNotNull();
        return java.util.Objects.requireNonNull(track);
    }

    /** Each of so many people has one track, and no track has looks at two. */
    private void assertNothingIsMixed(int people) {
        assertThat(room.peopleOfLooks.values()).allSatisfy(p -> assertThat(p).hasSize(1));
        assertThat(room.peopleOfLooks).hasSize(people);
        assertThat(room.book.tracks()).hasSize(people);
    }

    private static Box box(double x, double y) {
        return face(0, x, y).box();
    }
}
