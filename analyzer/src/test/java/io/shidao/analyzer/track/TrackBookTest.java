package io.shidao.analyzer.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.analyzer.evidence.EvidenceConfig;
import io.shidao.analyzer.testing.SyntheticPerson;
import io.shidao.kernel.face.Box;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrackBookTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Duration GAP = Duration.ofSeconds(30);

    private final Random random = new Random(3);
    private final TrackBook book = new TrackBook(TrackConfig.defaults(), EvidenceConfig.defaults());

    @Test
    void followsTwoNeighboursEachOnTheirOwnPlace() {
        List<Track> first = book.follow(List.of(face(100, 100), face(160, 100)), NINE, GAP);
        List<Track> second = book.follow(List.of(face(155, 103), face(104, 98)), NINE.plusSeconds(10), GAP);

        assertThat(second).containsExactly(first.get(1), first.get(0));
        assertThat(first.get(0).seen().list()).hasSize(1);
    }

    @Test
    void findsALostTrackAtItsPlaceAgain() {
        Track before = book.follow(List.of(face(100, 100)), NINE, GAP).get(0);

        Track after =
                book.follow(List.of(face(102, 101)), NINE.plusSeconds(600), GAP).get(0);

        assertThat(after).isSameAs(before);
        assertThat(after.seen().list()).hasSize(2);
    }

    @Test
    void opensATrackForAFaceInANewPlace() {
        Track before = book.follow(List.of(face(100, 100)), NINE, GAP).get(0);

        Track other =
                book.follow(List.of(face(200, 100)), NINE.plusSeconds(10), GAP).get(0);

        assertThat(other.id()).isGreaterThan(before.id());
    }

    @Test
    void noticesASwapAtTheSecondLook_andWhoComesBack() {
        SyntheticPerson anna = new SyntheticPerson(random, 0.9);
        SyntheticPerson ben = new SyntheticPerson(random, 0.9);
        Track track = book.follow(List.of(face(100, 100)), NINE, GAP).get(0);

        assertThat(track.looked(anna.look(random, 0.9), 0.25)).isEqualTo(Appearance.Fit.SAME);
        assertThat(track.looked(anna.look(random, 0.9), 0.25)).isEqualTo(Appearance.Fit.SAME);
        assertThat(track.looked(ben.look(random, 0.9), 0.25)).isEqualTo(Appearance.Fit.ODD);
        assertThat(track.looked(ben.look(random, 0.9), 0.25)).isEqualTo(Appearance.Fit.SOMEBODY_ELSE);
        Track newcomer = book.replace(track, ben.look(random, 0.9), face(100, 100), NINE.plusSeconds(40), GAP);
        newcomer.looked(ben.look(random, 0.9), 0.25);
        Track back = book.replace(newcomer, anna.look(random, 0.9), face(100, 100), NINE.plusSeconds(900), GAP);

        assertThat(newcomer).isNotSameAs(track);
        assertThat(back).isSameAs(track);
    }

    @Test
    void forgetsWhatWasHardlyEverSeen() {
        book.follow(List.of(face(100, 100)), NINE, GAP);

        book.tidy(NINE.plusSeconds(600));

        assertThat(book.tracks()).isEmpty();
    }

    private static Box face(float x, float y) {
        return new Box(x - 16, y - 20, 32, 40);
    }
}
