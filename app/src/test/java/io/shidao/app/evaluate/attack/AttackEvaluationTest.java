package io.shidao.app.evaluate.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.shidao.app.evaluate.figure.Proportion;
import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.DetectedFace;
import io.shidao.kernel.face.PresentationAttackDetector;
import io.shidao.testkit.fake.ScriptedVision;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttackEvaluationTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @BeforeEach
    void photos() throws IOException {
        for (String name : List.of("a/00.jpg", "a/01.jpg", "b/00.jpg", "c/10.jpg")) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            ImageIO.write(new BufferedImage(150, 150, BufferedImage.TYPE_INT_RGB), "jpg", file.toFile());
        }
    }

    @Test
    void countsErrorsOfBothKinds() {
        assertThat(run((picture, face) -> 0.9, true))
                .isEqualTo("evaluate-attacks: bona_fide=3 bpcer=1.000 species=printed_photo:0.000,screen_replay:0.000,"
                        + "cropped_print:0.000,low_resolution_replay:0.000");
        assertThat(run((picture, face) -> 0.1, true))
                .isEqualTo("evaluate-attacks: bona_fide=3 bpcer=0.000 species=printed_photo:1.000,screen_replay:1.000,"
                        + "cropped_print:1.000,low_resolution_replay:1.000");
    }

    @Test
    void takesOnePhotoOfEachClipAndPrintsARowForEachKind() {
        run((picture, face) -> 0.1, true);

        String text = printed.toString(StandardCharsets.UTF_8);
        assertThat(text).contains(": 3 photos");
        assertThat(text.lines().filter(line -> line.startsWith("| 60 px"))).hasSize(5);
        assertThat(text).contains("| as it is | bona_fide | 3 | 0 | .100 | .000 (.000–.561) |");
    }

    @Test
    void saysWhenAFolderHoldsNoFaces() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run((picture, face) -> 0.1, false))
                .withMessageContaining("0 photos with a face of 48 pixels or more (expected: 2 or more");
    }

    @Test
    void countsPresentationsWithoutAFaceApart() {
        Tally tally = new Tally();
        tally.score(.2);
        tally.score(.7);
        tally.noResponse();

        assertThat(tally.presentations()).isEqualTo(3);
        assertThat(tally.attacks(.5)).isEqualTo(new Proportion(1, 2));
        assertThat(tally.bonaFide(.5)).isEqualTo(new Proportion(1, 2));
        assertThat(tally.attacks(tally.thresholdFor(0))).isEqualTo(new Proportion(0, 2));
        assertThat(tally.attacks(tally.thresholdFor(.5))).isEqualTo(new Proportion(1, 2));
    }

    private String run(PresentationAttackDetector attacks, boolean faces) {
        AttackEvaluationOptions options = new AttackEvaluationOptions(List.of(folder), 5, 2, List.of(60), .5, 1);
        List<DetectedFace> found = faces ? List.of(new DetectedFace(new Box(50, 40, 50, 60), .9f)) : List.of();
        return new AttackEvaluation(
                        new ScriptedVision(),
                        picture -> found,
                        attacks,
                        options,
                        new PrintStream(printed, true, StandardCharsets.UTF_8))
                .run();
    }
}
