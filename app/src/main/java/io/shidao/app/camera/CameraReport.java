package io.shidao.app.camera;

import io.shidao.ingest.camera.CameraDescription;
import io.shidao.ingest.camera.CameraStream;
import io.shidao.ingest.camera.StreamChoice;
import io.shidao.ingest.camera.StreamWarning;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Says in English and Chinese what was found and what to enter as a source. */
public final class CameraReport {
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(60);
    private static final double NANOS = 1e9;

    private final Duration samplingInterval;
    private int listed;

    /** A report that judges key frames by this interval. */
    public CameraReport(Duration samplingInterval) {
        this.samplingInterval = samplingInterval;
    }

    /** How many devices told their streams so far. */
    public int listed() {
        return listed;
    }

    /** The text of all devices. */
    public String text(List<AskedCamera> cameras) {
        StringBuilder out = new StringBuilder();
        for (AskedCamera camera : cameras) {
            append(out, camera);
        }
        if (cameras.isEmpty()) {
            out.append(
                    "No camera answered (likely causes: another network or VLAN, a firewall, ONVIF switched off; name one"
                            + " with --host).\n没有摄像机应答(可能原因:不在同一网络或 VLAN、防火墙、设备未启用 ONVIF;可用 --host 指定)。\n");
        } else {
            out.append("cameras 摄像机: ")
                    .append(listed)
                    .append(" / ")
                    .append(cameras.size())
                    .append('\n');
        }
        return out.toString();
    }

    private void append(StringBuilder out, AskedCamera camera) {
        CameraDescription description = camera.description();
        URI service = camera.service();
        out.append(title(camera)).append('\n');
        if (description == null || service == null) {
            out.append("  !! ").append(camera.problem()).append("\n\n");
            return;
        }
        listed++;
        if (description.clockOffset().abs().compareTo(CLOCK_TOLERANCE) > 0) {
            out.append("  !! its clock is off by ")
                    .append(description.clockOffset().toSeconds());
            out.append(" s: set NTP in the device 设备时钟有偏差,请在设备中设置 NTP 校时\n");
        }
        StreamChoice choice = StreamChoice.among(description.streams(), host(service), samplingInterval);
        out.append(String.format(
                Locale.ROOT,
                "  %-4s %-12s %-6s %-10s %6s %9s  %s%n",
                "use",
                "profile",
                "codec",
                "size",
                "fps",
                "key every",
                "address"));
        out.append(String.format(
                Locale.ROOT, "  %-2s %-10s %-4s %-8s %4s %5s  %s%n", "用途", "配置", "编码", "分辨率", "帧率", "关键帧间隔", "地址"));
        description.streams().forEach(stream -> out.append(row(stream, choice)));
        choice.warnings()
                .forEach(warning -> out.append("  !! ").append(text(warning)).append('\n'));
        out.append('\n');
    }

    private static String title(AskedCamera camera) {
        CameraDescription description = camera.description();
        String maker = description == null
                ? camera.found().hardware()
                : (description.manufacturer() + " " + description.model()).strip();
        URI service = camera.service();
        String where = service == null ? camera.found().endpoint() : service.toString();
        return String.join("  ", List.of(where, camera.found().name(), maker)).strip();
    }

    private static String host(URI service) {
        return service.getHost() == null ? "" : service.getHost();
    }

    private static String row(CameraStream stream, StreamChoice choice) {
        boolean main = choice.main().filter(stream::equals).isPresent();
        boolean live = choice.live().filter(stream::equals).isPresent();
        return String.format(
                Locale.ROOT,
                "  %-4s %-12s %-6s %-10s %6s %9s  %s%n",
                main ? "main" : live ? "live" : "",
                stream.profile(),
                stream.encoding(),
                stream.width() + "x" + stream.height(),
                stream.frameRate() == 0 ? "?" : String.format(Locale.ROOT, "%.4g", stream.frameRate()),
                stream.keyFrameInterval().map(CameraReport::seconds).orElse("?"),
                stream.address().withoutCredentials());
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toNanos() / NANOS);
    }

    private String text(StreamWarning warning) {
        String profile = warning.stream().profile();
        return switch (warning.kind()) {
            case KEY_FRAMES_TOO_RARE ->
                profile + ": a key frame every "
                        + warning.stream()
                                .keyFrameInterval()
                                .map(CameraReport::seconds)
                                .orElse("?")
                        + ", less often than samples are wanted (" + seconds(samplingInterval)
                        + "); shorten the I-frame interval (GOP) in the device 关键帧间隔大于抽样间隔,请在设备中缩短 I 帧间隔";
            case KEY_FRAMES_UNKNOWN ->
                profile + ": does not say how often key frames come; set an I-frame interval of at most "
                        + seconds(samplingInterval) + " in the device 未给出关键帧间隔,请在设备中确认不大于抽样间隔";
            case ENCODING_UNUSABLE ->
                profile + ": " + warning.stream().encoding()
                        + ", no samples can be taken of it; set H.264 or H.265 无法抽样,请改为 H.264 或 H.265";
            case NO_LIVE_VIEW ->
                profile + ": H.265 and no H.264 beside it; add an H.264 sub-stream for the live view"
                        + " 仅有 H.265,请增设 H.264 子码流用于实时查看";
            case ANOTHER_HOST ->
                profile + ": the stream is at another host than the device; check before you give it a"
                        + " password 码流地址与设备不在同一主机,填写密码前请核实";
        };
    }
}
