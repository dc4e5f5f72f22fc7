package io.shidao.testkit.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.DetectedFace;
import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.face.ModelId;
import io.shidao.kernel.face.Picture;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.ImageLimits;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.media.StillImageReader;
import io.shidao.kernel.record.AnomalyKind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RegionTest {
    private static final ScoreModel SCORES =
            new ScoreModel(new ModelId("modelled-1"), 0.0235, 0.1007, 0.147, 0.6, 0.09, 0.05, 0.03, 3.65);

    private static RegionSize size(long seed) {
        return new RegionSize(3, 35, 200, 20, 30, LocalDate.of(2026, 3, 2), Duration.ofMinutes(3), seed);
    }

    @Test
    void isTheSameForTheSameSeed() {
        assertThat(Region.of(size(4))).isEqualTo(Region.of(size(4))).isNotEqualTo(Region.of(size(5)));
    }

    @Test
    void expectsSomethingOfEverybodyOnTheRoster() {
        Region region = Region.of(size(1));

        assertThat(region.sessions()).hasSizeGreaterThan(1400).allSatisfy(session -> {
            TrainingClass group = region.classes().get(session.trainingClass());
            Set<Integer> roster = group.trainees().stream().map(Person::number).collect(Collectors.toSet());
            roster.add(group.teacher().number());
            assertThat(group.approved()).isTrue();
            assertThat(session.expected().keySet()).isEqualTo(session.cancelled() ? Set.of() : roster);
        });
        assertThat(region.people().stream().map(Person::idNumber).distinct()).hasSameSizeAs(region.people());
    }

    @Test
    void plantsEveryKindThatItKnows() {
        Set<AnomalyKind> planted = new HashSet<>();
        Region.of(size(1)).sessions().forEach(session -> session.planted().forEach(plant -> planted.add(plant.kind())));

        assertThat(planted)
                .contains(
                        AnomalyKind.IMPERSONATION,
                        AnomalyKind.OUTSIDER,
                        AnomalyKind.ABSENT_BUT_SIGNED,
                        AnomalyKind.NO_FACE,
                        AnomalyKind.SOURCE_LOST,
                        AnomalyKind.SOURCE_FROZEN,
                        AnomalyKind.TEACHER_ABSENT,
                        AnomalyKind.LOW_ATTENDANCE,
                        AnomalyKind.HEADCOUNT_MISMATCH,
                        AnomalyKind.DOUBLE_PRESENCE,
                        AnomalyKind.SHARED_TEACHER,
                        AnomalyKind.UNAPPROVED_SESSION,
                        AnomalyKind.REPEAT_SUBSTITUTE);
    }

    @Test
    void hidesFacesNowAndThen_butNobodyForLongerThanTenMinutes() {
        int hidden = 0;
        for (SessionScript session : Region.of(size(1)).sessions().subList(0, 400)) {
            hidden = Math.max(hidden, longestHidden(session));
        }

        assertThat(hidden).isEqualTo(3);
    }

    /** In samples, of whoever is there all the time. */
    private static int longestHidden(SessionScript session) {
        Duration interval = size(1).interval();
        Map<Long, Integer> hidden = new HashMap<>();
        int longest = 0;
        for (Instant at = session.start(); at.isBefore(session.end()); at = at.plus(interval)) {
            Set<Long> found = session.scene(at, interval, SCORES).faces().stream()
                    .map(Scene.Face::person)
                    .collect(Collectors.toSet());
            for (SessionScript.Stay stay : session.stays()) {
                boolean isHidden = stay.covers(at) && session.streams(at) && !found.contains(stay.face());
                longest = Math.max(
                        longest,
                        hidden.merge(stay.face(), isHidden ? 1 : 0, (before, now) -> now == 0 ? 0 : before + now));
            }
        }
        return longest;
    }

    @Test
    void carriesASceneInAWholePicture() {
        Scene scene = new Scene(1920, 1080, List.of(new Scene.Face(1, 2, 3, 0.7, new Box(100, 200, 50, 60))));

        Payload jpeg = scene.toJpeg();

        assertThat(Scene.ofJpeg(jpeg)).isEqualTo(scene);
        assertThat(StillImageReader.read(jpeg, new ImageLimits(1 << 20, 1_000_000, 4096))
                        .codec())
                .isEqualTo(Codec.JPEG);
    }

    @Test
    void drawsScoresWithTheStatedMeanAndDeviation() {
        double sum = 0;
        double squares = 0;
        int pairs = 4000;
        for (int i = 0; i < pairs; i++) {
            double cosine = SCORES.face(2L * i).cosine(SCORES.face(2L * i + 1));
            sum += cosine;
            squares += cosine * cosine;
        }
        double mean = sum / pairs;

        assertThat(mean).isBetween(0.0235 - 0.006, 0.0235 + 0.006);
        assertThat(Math.sqrt(squares / pairs - mean * mean)).isBetween(0.095, 0.107);
    }

    /** Two looks of somebody who is not enrolled compare as a look does with a photo. */
    @Test
    void showsAStrangerOfTwoSessionsAsLikeAsALookAndAPhoto() {
        float[] one = SCORES.look(5, 11, 12, Math.sqrt(0.7));
        float[] other = SCORES.look(5, 21, 22, Math.sqrt(0.7));

        double cosine = FaceTemplate.ofRaw(SCORES.model(), one).cosine(FaceTemplate.ofRaw(SCORES.model(), other));

        assertThat(cosine).isBetween(0.6, 0.8);
    }

    @Test
    void showsAFaceAsLikeItselfAsTheSceneSays() {
        SceneEyes eyes = new SceneEyes(SCORES);
        Box box = new Box(100, 200, 50, 60);
        Scene scene = new Scene(640, 480, List.of(new Scene.Face(7, 8, 9, 0.7, box)));

        try (Picture picture = eyes.decode(Codec.JPEG, scene.toJpeg())) {
            List<DetectedFace> found = eyes.detect(picture);
            assertThat(found).extracting(DetectedFace::box).containsExactly(box);
            float likeness = eyes.embed(eyes.align(picture, found.get(0))).cosine(SCORES.face(7));
            assertThat(likeness).isBetween(0.699f, 0.701f);
        }
    }
}
