package io.shidao.app;

import io.shidao.adapters.onvif.OnvifCameraFinder;
import io.shidao.adapters.onvif.OnvifConfig;
import io.shidao.app.camera.CameraReport;
import io.shidao.app.camera.CameraSearch;
import io.shidao.app.node.ShidaoConfig;
import io.shidao.ingest.camera.CameraLogin;
import java.io.Console;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Finds cameras and prints which of their streams to enter as a source. */
@Command(
        name = "cameras",
        description = {
            "Find cameras and recorders by ONVIF, and say which of their streams to use. The password comes from",
            "SHIDAO_CAMERA_PASSWORD or is asked for, never from the command line. Exit 1 when nothing was found.",
            "通过 ONVIF 查找摄像机和录像机,并建议使用哪一路码流。密码取自环境变量 SHIDAO_CAMERA_PASSWORD 或现场输入,",
            "不从命令行读取。未找到时退出码为 1。"
        })
final class CamerasCommand implements Callable<Integer> {
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(200);
    private static final Duration LONGEST_INTERVAL = Duration.ofHours(1);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private NodeOptions options = new NodeOptions();

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "One camera: name, number, host:port, or the address of its device service;"
                    + " without it everybody on this machine's networks / 单台设备的主机名、地址或服务网址;不填则搜索本机所在网络.")
    private @Nullable String host;

    @Option(
            names = "--user",
            paramLabel = "USER",
            description =
                    "ONVIF user; without it streams are asked for without signing in. With it and without --host, every"
                            + " device found gets a digest of the password / ONVIF 用户;不带 --host 时所有找到的设备都会收到密码摘要.")
    private @Nullable String user;

    @Option(
            names = "--sampling-interval",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "How often samples are wanted, e.g. 5s; default: ${DEFAULT-VALUE} / 抽样间隔.")
    private String samplingInterval = "10s";

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            defaultValue = "3s",
            description = "For answers to the search, 1s to 60s; default: ${DEFAULT-VALUE} / 等待应答的时间.")
    private String wait = "3s";

    @Override
    public Integer call() {
        Duration interval = time("--sampling-interval", samplingInterval, SHORTEST_INTERVAL, LONGEST_INTERVAL);
        Duration patience = time("--wait", wait, Duration.ofSeconds(1), Duration.ofMinutes(1));
        ShidaoConfig config = options.load();
        OnvifCameraFinder finder =
                OnvifCameraFinder.create(OnvifConfig.defaults(), config.ingest().address(), Clock.systemUTC());
        CameraSearch search = new CameraSearch(finder, login(), patience);
        CameraReport report = new CameraReport(interval);
        System.out.print(report.text(host == null ? search.everywhere() : search.at(host)));
        return report.listed() > 0 ? 0 : 1;
    }

    @SuppressWarnings("SystemConsoleNull") // JDK 17 has none without a terminal; newer ones then type nothing
    private CameraLogin login() {
        if (user == null || user.isEmpty()) {
            return CameraLogin.none();
        }
        String fromEnvironment = System.getenv(NodeOptions.CAMERA_PASSWORD);
        if (fromEnvironment != null) {
            return new CameraLogin(user, fromEnvironment);
        }
        Console console = System.console();
        char[] typed = console == null ? null : console.readPassword("password 密码: ");
        if (typed == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--user: no password (expected: the environment variable " + NodeOptions.CAMERA_PASSWORD
                            + ", or a terminal to type it at)");
        }
        return new CameraLogin(user, new String(typed));
    }

    private Duration time(String option, String text, Duration least, Duration most) {
        Duration time;
        try {
            time = text.endsWith("ms")
                    ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
                    : Duration.parse("PT" + text);
        } catch (NumberFormatException | DateTimeParseException e) {
            throw new ParameterException(
                    spec.commandLine(), option + ": " + text + " (expected: e.g. 500ms, 10s, 1m)", e);
        }
        if (time.compareTo(least) < 0 || time.compareTo(most) > 0) {
            throw new ParameterException(
                    spec.commandLine(), option + ": " + text + " (expected: " + least + " to " + most + ")");
        }
        return time;
    }
}
