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
    /** Its default depends on the machine. */
    private static final String BY_MACHINE = "analyzer.workers";

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
                .filteredOn(path -> !path.equals(BY_MACHINE))
                .allSatisfy(path -> assertThat(reference.hasPath(path)).as(path).isTrue());
    }
}
