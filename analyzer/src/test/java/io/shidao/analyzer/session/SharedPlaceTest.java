package io.shidao.analyzer.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.analyzer.decide.Decision;
import io.shidao.analyzer.decide.TrackEvidence;
import io.shidao.analyzer.evidence.Album;
import io.shidao.analyzer.time.Spans;
import io.shidao.analyzer.track.Track;
import io.shidao.kernel.face.Box;
import io.shidao.kernel.id.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedPlaceTest {
    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    private static final Duration GAP = Duration.ofMinutes(3);
    private static final Box SEAT = new Box(100, 100, 40, 50);

    private final SharedPlace place = new SharedPlace(GAP);
    private final Track honest = track(1, SEAT, 0, 2, 4, 6, 8);

    SharedPlaceTest() {
        honest.decide(new Decision.Recognised(new SubjectId("honest"), 1e-4));
    }

    @Test
    void aTrackThatAlternatesWithARecognisedPersonAtOnePlaceIsNobodyElse() {
        Track odd = track(2, SEAT.moved(5, 3), 1, 3, 5, 7);

        assertThat(place.isOfRecognised(odd, List.of(honest, odd))).isTrue();
    }

    @Test
    void aNeighbourIsSomebodyElse() {
        Track neighbour = track(2, SEAT.moved(70, 0), 1, 3, 5, 7);

        assertThat(place.isOfRecognised(neighbour, List.of(honest, neighbour))).isFalse();
    }

    @Test
    void whoSitsDownAfterThePersonHasLeftIsSomebodyElse() {
        Track substitute = track(2, SEAT, 12, 14, 16);

        assertThat(place.isOfRecognised(substitute, List.of(honest, substitute)))
                .isFalse();
    }

    @Test
    void whoSitsInWhileThePersonIsAwayIsSomebodyElse() {
        Track comesBack = track(1, SEAT, 0, 2, 4, 20, 22);
        comesBack.decide(new Decision.Recognised(new SubjectId("honest"), 1e-4));
        Track substitute = track(2, SEAT, 8, 10, 12, 14, 16);

        assertThat(place.isOfRecognised(substitute, List.of(comesBack, substitute)))
                .isFalse();
    }

    @Test
    void whoSeemsSomebodyElseForAWhileBetweenTwoLooksAtThePersonIsNobodyElse() {
        Track comesBack = track(1, SEAT, 0, 2, 4, 16, 18);
        comesBack.decide(new Decision.Recognised(new SubjectId("honest"), 1e-4));
        Track askew = track(2, SEAT, 6, 8, 10, 12, 14);

        assertThat(place.isOfRecognised(askew, List.of(comesBack, askew))).isTrue();
    }

    @Test
    void whoTakesOverWithoutAGapIsSomebodyElseAfterFiveMinutes() {
        Track four = track(2, SEAT, 10, 12, 14);
        Track six = track(3, SEAT, 10, 12, 14, 16);

        assertThat(place.isOfRecognised(four, List.of(honest, four))).isTrue();
        assertThat(place.isOfRecognised(six, List.of(honest, six))).isFalse();
    }

    private static Track track(long id, Box box, int... minutes) {
        Spans seen = new Spans();
        for (int minute : minutes) {
            seen.add(START.plus(Duration.ofMinutes(minute)), GAP);
        }
        return new Track(id, null, box, seen, new TrackEvidence(), new Album(1, 0.1, List.of()));
    }
}
