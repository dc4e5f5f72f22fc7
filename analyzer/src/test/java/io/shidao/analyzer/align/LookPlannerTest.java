package io.shidao.analyzer.align;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LookPlannerTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration GAP = Duration.ofSeconds(15);

    private final LookPlanner planner = new LookPlanner(AlignConfig.defaults());
    private final List<Track> tracks = new ArrayList<>();
    private Instant now = NINE;
    private Instant before = NINE;

    @Test
    void looksAtAnUndecidedFaceLessAndLessOften() {
        Track track = track(48);

        List<Long> looks = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            if (next().contains(track)) {
                looks.add(Duration.between(NINE, now).toSeconds());
            }
        }

        assertThat(looks).startsWith(5L, 10L, 15L, 20L).hasSizeBetween(18, 26);
        assertThat(looks.get(looks.size() - 1) - looks.get(looks.size() - 2)).isEqualTo(15);
    }

    @Test
    void spreadsTheLooksAtDecidedFacesSoThatEachHasItsTurnInTime() {
        for (int i = 0; i < 30; i++) {
            decide(track(48));
        }
        next();

        for (int i = 0; i < 100; i++) {
            assertThat(next()).hasSizeLessThanOrEqualTo(2);
            assertThat(tracks)
                    .allMatch(
                            track -> Duration.between(track.embeddedAt(), now).compareTo(Duration.ofSeconds(90)) <= 0);
        }
    }

    @Test
    void looksAtOnceAtWhoeverMovedOrWasNotSeenInBetween() {
        Track moved = decide(track(48));
        Track away = decide(track(48));
        Track still = decide(track(48));
        next();
        next();

        step();
        sight(List.of(moved, still), 0);
        plan();
        step();
        sight(List.of(away, still), 0);
        sight(List.of(moved), 40);

        assertThat(plan()).contains(moved, away).doesNotContain(still);
    }

    @Test
    void leavesOutFacesThatCannotTellAnything() {
        Track small = track(19);

        assertThat(next()).doesNotContain(small);
    }

    @Test
    void looksAtEveryFaceWhenToldTo() {
        LookPlanner thorough = new LookPlanner(AlignConfig.defaults().everyFace());
        Track track = decide(track(48));
        next();

        for (int i = 0; i < 5; i++) {
            step();
            sight(tracks, 0);
            assertThat(thorough.worthALook(tracks, before, now)).containsExactly(track);
        }
    }

    private Set<Track> next() {
        step();
        sight(tracks, 0);
        return plan();
    }

    private void step() {
        before = now;
        now = now.plus(EVERY);
    }

    private void sight(List<Track> seen, float shift) {
        seen.forEach(track -> track.sighted(track.box().moved(shift, 0), now, GAP));
    }

    private Set<Track> plan() {
        List<Track> seen =
                tracks.stream().filter(track -> track.seen().last().equals(now)).toList();
        Set<Track> wanted = planner.worthALook(seen, before, now);
        wanted.forEach(track -> track.embedding(now));
        return wanted;
    }

    private Track track(float height) {
        Box box = new Box(100 * tracks.size(), 100, height * 0.8f, height);
        Track track =
                new Track(tracks.size() + 1, null, box, new Spans(), new TrackEvidence(), new Album(1, 1.1, List.of()));
        track.sighted(box, now, GAP);
        tracks.add(track);
        return track;
    }

    private static Track decide(Track track) {
        track.decide(new Decision.Recognised(new SubjectId("s" + track.id()), 1e-4));
        return track;
    }
}
