package io.shidao.app.camera;

import io.shidao.ingest.camera.CameraException;
import io.shidao.ingest.camera.CameraException.ErrorCode;
import io.shidao.ingest.camera.CameraFinder;
import io.shidao.ingest.camera.CameraLogin;
import io.shidao.ingest.camera.FoundCamera;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Finds devices and asks each for its streams; one that fails does not keep the others from being asked. */
public final class CameraSearch {
    private static final String USUAL_PATH = "/onvif/device_service";

    private final CameraFinder finder;
    private final CameraLogin login;
    private final Duration wait;

    /**
     * A search.
     *
     * @param wait for answers to a probe
     */
    public CameraSearch(CameraFinder finder, CameraLogin login, Duration wait) {
        this.finder = finder;
        this.login = login;
        this.wait = wait;
    }

    /** Everybody on this machine's networks. */
    public List<AskedCamera> everywhere() {
        return finder.discover(wait).stream().map(this::ask).toList();
    }

    /**
     * One device. It is probed only when no port is given; one that does not answer the probe is asked where most
     * devices are.
     *
     * @param host a name or number, host:port, or the whole address of the device service
     */
    public List<AskedCamera> at(String host) {
        if (host.startsWith("http://") || host.startsWith("https://")) {
            return List.of(ask(unprobed(host, address(host))));
        }
        boolean hasPort = host.matches("[^:]+:\\d+|\\[.*]:\\d+");
        List<FoundCamera> found = hasPort ? List.of() : finder.probe(host, wait);
        return found.isEmpty()
                ? List.of(ask(unprobed(host, address("http://" + host + USUAL_PATH))))
                : found.stream().map(this::ask).toList();
    }

    private static URI address(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new CameraException(
                    ErrorCode.FORBIDDEN_ADDRESS,
                    "--host: not readable (expected: a name or number, host:port, or http://host/onvif/device_service)",
                    e);
        }
    }

    private static FoundCamera unprobed(String name, URI service) {
        return new FoundCamera(name, List.of(service), "", "");
    }

    private AskedCamera ask(FoundCamera found) {
        if (found.services().isEmpty()) {
            return new AskedCamera(
                    found,
                    null,
                    null,
                    "names no address that may be opened 未给出可访问的地址 (allow-loopback-addresses is off for link-local ones)");
        }
        URI service = found.services().get(0);
        try {
            return new AskedCamera(found, service, finder.describe(service, login), "");
        } catch (CameraException e) {
            return new AskedCamera(found, service, null, problem(e));
        }
    }

    private static String problem(CameraException failure) {
        String chinese = switch (failure.code()) {
            case UNREACHABLE -> "无法连接";
            case TIMED_OUT -> "应答超时";
            case UNAUTHORISED -> "用户名或密码被拒绝";
            case FORBIDDEN_ADDRESS -> "该地址不允许访问";
            case BAD_ANSWER -> "应答不符合 ONVIF";
            case UNSUPPORTED -> "设备不支持";
        };
        return chinese + ": " + failure.getMessage();
    }
}
