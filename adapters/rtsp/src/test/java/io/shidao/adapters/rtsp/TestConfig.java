package io.shidao.adapters.rtsp;

import java.nio.file.Path;
import java.time.Duration;

/** Settings for tests. */
final class TestConfig {
    private TestConfig() {}

    static RtspConfig quick(Duration timeout) {
        return new RtspConfig(1, timeout, timeout, timeout, timeout, 1 << 20, 16 << 10, 64 << 10, 3, Path.of(""));
    }
}
