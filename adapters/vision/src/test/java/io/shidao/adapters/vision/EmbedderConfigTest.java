package io.shidao.adapters.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.shidao.adapters.vision.EmbedderConfig.Channels;
import io.shidao.adapters.vision.EmbedderConfig.Input;
import io.shidao.adapters.vision.EmbedderConfig.Layout;
import io.shidao.adapters.vision.VisionConfig.ModelFiles;
import io.shidao.kernel.face.AlignmentTemplate;
import io.shidao.kernel.face.Landmarks.Point;
import io.shidao.kernel.face.ModelId;
import io.shidao.kernel.media.ImageLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class EmbedderConfigTest {
    private static final String POINTS = "38, 51, 74, 51, 56, 71, 41, 92, 71, 92";

    @Test
    void knowsTemplatesByNameAndScalesThemToTheInput() {
        AlignmentTemplate usual = AlignmentTemplates.parse("arcface-112", 112, 112);
        AlignmentTemplate twice = AlignmentTemplates.parse("arcface-112", 224, 224);
        AlignmentTemplate narrow = AlignmentTemplates.parse("sphereface-112x96", 96, 112);

        assertThat(usual).isEqualTo(AlignmentTemplate.ARCFACE_112);
        assertThat(twice.points().nose()).isEqualTo(new Point(2 * 56.0252f, 2 * 71.7366f));
        assertThat(narrow.points().nose()).isEqualTo(new Point(48.0252f, 71.7366f));
    }

    @Test
    void takesTenNumbersAsATemplate() {
        assertThat(AlignmentTemplates.parse(POINTS, 112, 112).points().leftMouth())
                .isEqualTo(new Point(41, 92));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arcface",
                "38, 51, 74, 51, 56, 71, 41, 92, 71",
                "38, 51, 74, 51, 56, 71, 41, 92, 71, 192",
                "74, 51, 38, 51, 56, 71, 41, 92, 71, 92",
                "41, 92, 71, 92, 56, 71, 38, 51, 74, 51"
            })
    void refusesWhatIsNoTemplate(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlignmentTemplates.parse(text, 112, 112))
                .withMessageContaining("alignment: '" + text);
    }

    @Test
    void refusesATemplateInAnInputOfAnotherForm() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlignmentTemplates.parse("arcface-112", 96, 112))
                .withMessageContaining("112 x 112 or a multiple");
    }

    @Test
    void refusesNumbersThatCannotBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> input(List.of(1.0, 2.0), List.of(1.0), "arcface-112"));
        assertThatIllegalArgumentException().isThrownBy(() -> input(List.of(127.0), List.of(0.0), "arcface-112"));
        assertThatIllegalArgumentException().isThrownBy(() -> weighed(0.333));
        assertThatIllegalArgumentException().isThrownBy(() -> weighed(0));
    }

    @Test
    void wantsWeightsThatAddUpToOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> vision(List.of(weighed(0.5), weighed(0.4))))
                .withMessageContaining("weights add up to 0.9 (expected: 1)");
        assertThatIllegalArgumentException().isThrownBy(() -> vision(List.of()));
        assertThat(vision(List.of(weighed(0.33), weighed(0.33), weighed(0.34))).embedders())
                .hasSize(3);
    }

    @Test
    void namesTheShippedOneByItsFileAlone() {
        assertThat(id(EmbedderConfig.shipped()).value()).isEqualTo("fr_feature-87aacdfe");
    }

    @Test
    void givesAnotherNameToWhateverGivesOtherFeatures() {
        Input usual = Input.shipped();
        List<ModelId> ids = List.of(
                id(EmbedderConfig.shipped()),
                id(with(usual, true)),
                id(with(input(List.of(128.0), List.of(128.0), "arcface-112"), false)),
                id(with(input(List.of(127.0), List.of(127.5), "arcface-112"), false)),
                id(with(input(List.of(127.0), List.of(128.0), POINTS), false)),
                id(with(
                        new Input(112, 112, Channels.RGB, Layout.NCHW, usual.mean(), usual.divisor(), "arcface-112"),
                        false)),
                id(weighed(0.5), weighed(0.5)),
                id(weighed(0.6), weighed(0.4)),
                id(weighed(0.4), weighed(0.6)));

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids.get(6).value()).isEqualTo("w50_fr_feature-87aacdfe.w50_fr_feature-87aacdfe");
    }

    @Test
    void givesTheSameNameToAnotherWayOfWritingTheSame() {
        Input longer = input(
                List.of(127.0, 127.0, 127.0),
                List.of(128.0, 128.0, 128.0),
                "38.2946 51.6963 73.5318 51.5014 56.0252 71.7366 41.5493 92.3655 70.7299 92.2041");
        EmbedderConfig named = new EmbedderConfig(Path.of(""), 1, false, longer, "output", 512);

        assertThat(id(named)).isEqualTo(id(EmbedderConfig.shipped()));
    }

    private static ModelId id(EmbedderConfig... configs) {
        return Embedders.load(List.of(configs)).id();
    }

    private static EmbedderConfig with(Input input, boolean mirror) {
        return new EmbedderConfig(Path.of(""), 1, mirror, input, "", 512);
    }

    private static EmbedderConfig weighed(double weight) {
        return new EmbedderConfig(Path.of(""), weight, false, Input.shipped(), "", 512);
    }

    private static Input input(List<Double> mean, List<Double> divisor, String alignment) {
        return new Input(112, 112, Channels.BGR, Layout.NCHW, mean, divisor, alignment);
    }

    private static VisionConfig vision(List<EmbedderConfig> embedders) {
        return new VisionConfig(
                1, Duration.ofSeconds(5), .65f, 480, .25f, ImageLimits.defaults(), 1, ModelFiles.shipped(), embedders);
    }
}
