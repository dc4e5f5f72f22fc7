package io.shidao.api.platform;

import java.time.Duration;

/**
 * How platforms prove who they are.
 *
 * @param bearerKeys also take keys that are sent along with every request, as before requests were signed; whoever reads one
 *     request has such a key
 * @param clockWindow how far a platform's clock may be off, 10 s to 10 min; twice as long a nonce is remembered
 */
public record PlatformConfig(boolean bearerKeys, Duration clockWindow) {
    public PlatformConfig {
        if (clockWindow.compareTo(Duration.ofSeconds(10)) < 0 || clockWindow.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException(
                    "api.platforms: clock-window: " + clockWindow + " (expected: PT10S to PT10M)");
        }
    }

    public static PlatformConfig defaults() {
        return new PlatformConfig(false, Duration.ofMinutes(1));
    }

    /** The same with keys that are sent along. */
    public PlatformConfig withBearerKeys() {
        return new PlatformConfig(true, clockWindow);
    }
}
