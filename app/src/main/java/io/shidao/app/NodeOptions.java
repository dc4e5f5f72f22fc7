package io.shidao.app;

import io.shidao.app.config.ConfigLoader;
import io.shidao.app.data.Secrets;
import io.shidao.app.node.ShidaoConfig;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that runs or checks a node. */
final class NodeOptions {
    /** Environment variable with the password that {@code cameras} signs in with. */
    static final String CAMERA_PASSWORD = "SHIDAO_CAMERA_PASSWORD";

    private static final Set<String> LAUNCHER_VARIABLES =
            Set.of("SHIDAO_JAVA_OPTS", "SHIDAO_LOG_LEVEL", CAMERA_PASSWORD);

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "What the node keeps; default: ${DEFAULT-VALUE} / 数据目录.")
    private Path data = Path.of("data");

    @Option(names = "--config", paramLabel = "FILE", description = "Settings, see deploy/config/reference.conf / 配置文件.")
    private @Nullable Path config;

    Path data() {
        return data;
    }

    ShidaoConfig load() {
        Set<String> others = new HashSet<>(LAUNCHER_VARIABLES);
        others.addAll(Secrets.VARIABLES);
        ConfigLoader loader = new ConfigLoader(System.getenv(), others);
        return config == null ? loader.load(ShidaoConfig.defaults()) : loader.load(ShidaoConfig.defaults(), config);
    }
}
