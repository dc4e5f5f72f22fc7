package io.shidao.app.evaluate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.adapters.vision.Vision;
import io.shidao.adapters.vision.VisionConfig;
import io.shidao.analyzer.pipeline.PipelineConfig;
import io.shidao.app.node.CacheDirectory;
import io.shidao.testkit.portrait.Portrait;
import io.shidao.testkit.portrait.Portraits;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The whole command on stock portraits, each of them once as it is and once rendered anew as another clip. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvaluationIT {
    private static final int PEOPLE = 36;
    private static final Pattern LAST_LINE = Pattern.compile("evaluate: sessions=(\\d+) honest=(\\d+)"
            + " false_accusations=(\\d+) substitutes=(\\d+) found=(\\d+) undecided=(\\d+)"
            + " median_seconds_to_flag=(\\S+) .*recognised=(\\d+) .*");

    @TempDir
    static Path folder;

    private Vision vision;

    @BeforeAll
    void photos() throws IOException {
        for (Portrait portrait : Portraits.usable().subList(0, PEOPLE)) {
            Path person = Files.createDirectories(folder.resolve("faces").resolve(portrait.id()));
            Files.write(person.resolve("00.jpg"), portrait.jpeg().toByteArray());
            ImageIO.write(
                    anew(portrait.image()), "jpg", person.resolve("10.jpg").toFile());
        }
        CacheDirectory.useForNatives(CacheDirectory.choose(Path.of(""), System.getenv()));
        vision = Vision.load(VisionConfig.defaults());
    }

    /** Turned a little, larger and darker. */
    private static BufferedImage anew(BufferedImage photo) {
        int side = photo.getWidth() * 3 / 2;
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.rotate(Math.toRadians(4), side / 2.0, side / 2.0);
        graphics.drawImage(photo, 0, 0, side, side, null);
        graphics.dispose();
        return new java.awt.image.RescaleOp(0.85f, 0, null).filter(image, null);
    }

    @AfterAll
    void close() {
        vision.close();
    }

    @Test
    void measuresSessionsThroughTheWholePipeline() {
        Matcher figures = run(false, null);

        assertThat(figures.group(1)).isEqualTo("1");
        assertThat(number(figures, 2)).as("honest").isBetween(22, 28);
        assertThat(number(figures, 3)).as("false accusations").isZero();
        assertThat(number(figures, 4)).as("substitutes").isEqualTo(2);
        assertThat(number(figures, 8)).as("recognised").isGreaterThan(number(figures, 2) * 3 / 4);
    }

    @Test
    void measuresTheSameFromTemplates_andKeepsTheLooks() {
        Path looks = folder.resolve("looks");

        Matcher first = run(true, looks);
        assertThat(looks.resolve("faces-enrol.bin")).isNotEmptyFile();
        assertThat(looks.resolve("faces-48.bin")).isNotEmptyFile();

        assertThat(run(true, looks).group()).isEqualTo(first.group());
        assertThat(number(first, 3)).as("false accusations").isZero();
        assertThat(number(first, 8)).as("recognised").isGreaterThan(number(first, 2) * 3 / 4);
    }

    private Matcher run(boolean fast, @Nullable Path looks) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        EvaluationOptions options = new EvaluationOptions(
                List.of(folder.resolve("faces")),
                1,
                List.of(48),
                1,
                1,
                2,
                fast,
                false,
                false,
                People.ALL,
                new EvaluationOptions.Files(looks, null, null, null, null));
        PrintStream out = new PrintStream(printed, true, UTF_8);
        new Evaluation(vision, PipelineConfig.defaults(), options, out, System.err).run();
        List<String> lines = printed.toString(UTF_8).lines().toList();
        Matcher last = LAST_LINE.matcher(lines.get(lines.size() - 1));
        assertThat(last.matches()).as(last.toString()).isTrue();
        return last;
    }

    private static int number(Matcher figures, int group) {
        return Integer.parseInt(figures.group(group));
    }
}
