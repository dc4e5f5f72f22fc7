package io.shidao.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@NullMarked
class ModelCatalogueTest {
    @ParameterizedTest
    @EnumSource(ModelRole.class)
    void shipsAModelForEveryRole(ModelRole role) {
        Model model = ModelCatalogue.shipped().load(role);

        assertThat(model.onnx()).hasSizeGreaterThan(100_000);
        assertThat(ModelCatalogue.shipped().licence(role)).isEqualTo("MIT");
        assertThat(ModelCatalogue.shipped().provenance(role)).contains("faceplugin-face-recognition-js 0.0.1");
    }

    @Test
    void namesTheEmbedderByNameAndDigest() {
        assertThat(ModelCatalogue.shipped().load(ModelRole.EMBED).id()).isEqualTo("fr_feature-87aacdfe");
    }

    @Test
    void takesASitesOwnFileInstead(@TempDir Path folder) throws Exception {
        Path own = Files.write(folder.resolve("better.onnx"), new byte[] {1, 2, 3});

        Model model = ModelCatalogue.shipped().with(ModelRole.DETECT, own).load(ModelRole.DETECT);

        assertThat(model.id()).isEqualTo("better-039058c6");
        assertThat(model.onnx()).containsExactly(1, 2, 3);
    }

    @Test
    void saysWhatToDoWhenTheOwnFileIsMissing(@TempDir Path folder) {
        ModelCatalogue catalogue = ModelCatalogue.shipped().with(ModelRole.DETECT, folder.resolve("none.onnx"));

        assertThatThrownBy(() -> catalogue.load(ModelRole.DETECT))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("none.onnx")
                .hasMessageContaining("role detect")
                .hasMessageContaining("leave the setting out");
    }

    @Test
    void refusesAShippedFileWithAnotherDigest() {
        Properties altered = new Properties();
        altered.setProperty("detect.file", "fr_detect.onnx");
        altered.setProperty("detect.sha256", "0".repeat(64));

        assertThatThrownBy(() -> ModelCatalogue.from(altered).load(ModelRole.DETECT))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("fr_detect.onnx: SHA-256 6c0256cc")
                .hasMessageContaining("install Shidao again");
    }

    @Test
    void repeatsTheLicenceInTheJar() {
        assertThat(ModelCatalogue.class.getResource("/META-INF/NOTICE")).isNotNull();
    }
}
