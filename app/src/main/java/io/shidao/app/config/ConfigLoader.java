package io.shidao.app.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Loads a configuration file (HOCON) over the defaults of a record; single settings can be overridden by environment
 * variables such as {@code SHIDAO_API_SERVER_PORT}.
 */
public final class ConfigLoader {
    private static final String PREFIX = "SHIDAO_";

    private final Map<String, String> environment;
    private final Set<String> otherVariables;

    /**
     * @param environment of the process
     * @param otherVariables names beginning with SHIDAO_ that are no settings, such as secrets and launcher options
     */
    public ConfigLoader(Map<String, String> environment, Set<String> otherVariables) {
        this.environment = Map.copyOf(environment);
        this.otherVariables = Set.copyOf(otherVariables);
    }

    /** @throws ConfigException with every problem of the file and of the environment */
    public <R extends Record> R load(R defaults, Path file) {
        if (!Files.isReadable(file)) {
            throw new ConfigException(
                    file.toString(), List.of("no such file, or not readable (expected: a file as in deploy/config)"));
        }
        try {
            Config config = ConfigFactory.parseFile(
                            file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false))
                    .resolve();
            return bind(defaults, config, file.toString());
        } catch (com.typesafe.config.ConfigException e) {
            throw new ConfigException(file.toString(), List.of(String.valueOf(e.getMessage())));
        }
    }

    /** The defaults with what the environment says. */
    public <R extends Record> R load(R defaults) {
        return bind(defaults, ConfigFactory.empty(), "environment");
    }

    private <R extends Record> R bind(R defaults, Config config, String origin) {
        RecordBinder binder = new RecordBinder(environment);
        R bound = binder.bind(defaults, config, "");
        List<String> problems = new ArrayList<>(binder.problems());
        problems.addAll(unknownVariables(defaults));
        if (!problems.isEmpty()) {
            throw new ConfigException(origin, problems);
        }
        return bound;
    }

    private List<String> unknownVariables(Record defaults) {
        Set<String> known = settings(defaults).stream()
                .map(setting -> Keys.environment(setting.path()))
                .collect(Collectors.toSet());
        return environment.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !known.contains(name) && !otherVariables.contains(name))
                .sorted()
                .map(name -> name + ": no such setting"
                        + Keys.nearest(name, known)
                                .map(near -> " (did you mean " + near + "?)")
                                .orElse(""))
                .toList();
    }

    /** What is in force, in the order of the records. */
    public static List<Setting> settings(Record config) {
        return RecordBinder.settings(config, "");
    }
}
