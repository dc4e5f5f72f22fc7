package io.shidao.adapters.relay;

import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.store.LiveState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Which node's door leads to which source, in the live state. Thread-safe as the state is. */
record Doors(LiveState live) {
    /** Told again in good time before it runs out. */
    static final Duration KEPT = Duration.ofSeconds(30);

    void tell(SourceId source, String address) {
        live.put(name(source), address.getBytes(StandardCharsets.UTF_8), KEPT);
    }

    Optional<String> find(SourceId source) {
        return live.find(name(source)).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private static String name(SourceId source) {
        return "live-door:" + source;
    }
}
