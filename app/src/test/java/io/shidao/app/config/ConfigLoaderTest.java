package io.shidao.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
    enum Colour {
        DEEP_BLUE,
        RED
    }

    record Server(String host, int port, Duration timeOut, Colour colour, List<String> names) {
        Server {
            if (port < 0) {
                throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
            }
        }
    }

    record Root(Server server, double share, String adminPassword) {}

    private static final Root DEFAULTS =
            new Root(new Server("127.0.0.1", 8080, Duration.ofSeconds(5), Colour.RED, List.of("a")), 0.7, "hidden");

    @TempDir
    Path folder;

    @Test
    void laysAFileOverTheDefaults() throws IOException {
        Root loaded = load("server { port = 9, time-out = 250ms, colour = deep-blue, names = [x, y] }\nshare = 0.5");

        assertThat(loaded.server())
                .isEqualTo(new Server("127.0.0.1", 9, Duration.ofMillis(250), Colour.DEEP_BLUE, List.of("x", "y")));
        assertThat(loaded.share()).isEqualTo(0.5);
    }

    @Test
    void namesTheNearestKeyForAWrongOne() {
        assertThatThrownBy(() -> load("server { prot = 9 }"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("server.prot: no such setting (did you mean server.port?)");
    }

    @Test
    void reportsAllProblemsAtOnce() {
        assertThatThrownBy(() -> load("server { port = -1 }\nshare = much\ntypo = 1"))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        e -> assertThat(e.problems())
                                .hasSize(3)
                                .anySatisfy(p -> assertThat(p).contains("port: -1"))
                                .anySatisfy(p -> assertThat(p).contains("share: \"much\" (expected: a number)"))
                                .anySatisfy(p -> assertThat(p).contains("typo")));
    }

    @Test
    void letsTheEnvironmentOverrideTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("a.conf"), "server { port = 9 }");
        var loader = new ConfigLoader(Map.of("SHIDAO_SERVER_PORT", "10", "SHIDAO_OTHER", "x"), Set.of("SHIDAO_OTHER"));

        assertThat(loader.load(DEFAULTS, file).server().port()).isEqualTo(10);
    }

    @Test
    void refusesAnUnknownVariableOfOurs() {
        var loader = new ConfigLoader(Map.of("SHIDAO_SERVER_PROT", "10"), Set.of());

        assertThatThrownBy(() -> loader.load(DEFAULTS))
                .hasMessageContaining("SHIDAO_SERVER_PROT: no such setting (did you mean SHIDAO_SERVER_PORT?)");
    }

    @Test
    void hidesSecretsInWhatItShows() {
        assertThat(ConfigLoader.settings(DEFAULTS))
                .filteredOn(setting -> setting.path().equals("admin-password"))
                .singleElement()
                .satisfies(setting -> assertThat(setting.shownValue()).isEqualTo("********"));
    }

    @Test
    void hidesTokensToo_andShowsThatThereIsNone() {
        assertThat(new Setting("api.metrics-token", "0123456789abcdef").shownValue())
                .isEqualTo("********");
        assertThat(new Setting("api.metrics-token", "").shownValue()).isEmpty();
        assertThat(new Setting("api.tokens", "3").shownValue()).isEqualTo("3");
    }

    @Test
    void saysWhichFileIsMissing() {
        assertThatThrownBy(() -> new ConfigLoader(Map.of(), Set.of()).load(DEFAULTS, folder.resolve("none.conf")))
                .hasMessageContaining("none.conf")
                .hasMessageContaining("no such file");
    }

    record Part(String name, List<Double> scale) {}

    record Parts(List<Part> parts) {}

    private static final Parts ONE = new Parts(List.of(new Part("usual", List.of(1.0))));

    @Test
    void laysEachSectionOfAListOverTheDefaultOne() throws IOException {
        Path file = Files.writeString(folder.resolve("p.conf"), "parts = [{}, { name = own, scale = [2, 0.5] }]");

        Parts loaded = new ConfigLoader(Map.of(), Set.of()).load(ONE, file);

        assertThat(loaded.parts()).containsExactly(new Part("usual", List.of(1.0)), new Part("own", List.of(2.0, 0.5)));
    }

    @Test
    void namesThePlaceOfAProblemInAList() throws IOException {
        Path file = Files.writeString(folder.resolve("p.conf"), "parts = [{}, { nmae = own, scale = [x] }]");

        assertThatThrownBy(() -> new ConfigLoader(Map.of(), Set.of()).load(ONE, file))
                .hasMessageContaining("parts[1].nmae: no such setting (did you mean parts[1].name?)")
                .hasMessageContaining("parts[1].scale: [\"x\"] (expected: a list [ … ])");
    }

    @Test
    void takesAListOfSectionsFromTheEnvironment() {
        var loader = new ConfigLoader(Map.of("SHIDAO_PARTS", "[{ name = there }]"), Set.of());
        var broken = new ConfigLoader(Map.of("SHIDAO_PARTS", "[{ name = "), Set.of());

        assertThat(loader.load(ONE).parts()).containsExactly(new Part("there", List.of(1.0)));
        assertThatThrownBy(() -> broken.load(ONE)).hasMessageContaining("parts: [{ name =  (expected: a list");
    }

    private Root load(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("test.conf"), text);
        return new ConfigLoader(Map.of(), Set.of()).load(DEFAULTS, file);
    }
}
