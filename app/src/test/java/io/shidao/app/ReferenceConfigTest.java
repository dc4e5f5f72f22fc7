package io.shidao.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.shidao.app.config.ConfigLoader;
import io.shidao.app.config.Setting;
import io.shidao.app.node.ShidaoConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The reference is a document that people copy from: it must name every setting, with the default that is in force. */
class ReferenceConfigTest {
    private static final Path REFERENCE = Path.of("..", "deploy", "config", "reference.conf");
    /** Their defaults depend on the machine. */
    private static final Set<String> BY_MACHINE =
            Set.of("analyzer.workers", "vision.workers", "decoder.workers", "decoder.picture-slots");

    @Test
    void givesTheDefaults() {
        ShidaoConfig loaded = new ConfigLoader(Map.of(), Set.of()).load(ShidaoConfig.defaults(), REFERENCE);

        assertThat(loaded).isEqualTo(ShidaoConfig.defaults());
    }

    @Test
    void namesEverySetting() {
        Config reference = ConfigFactory.parseFile(REFERENCE.toFile());

        assertThat(ConfigLoader.settings(ShidaoConfig.defaults()))
                .extracting(Setting::path)
                .filteredOn(path -> !BY_MACHINE.contains(path))
                .allSatisfy(path -> assertThat(reference.hasPath(path)).as(path).isTrue());
    }
}
