package io.shidao.ingest.camera;

import java.net.URI;
import java.util.List;

/**
 * A device that answered a probe.
 *
 * @param endpoint its stable name in WS-Discovery, usually {@code urn:uuid:…}
 * @param services addresses of its device service, only such as may be opened; empty when all were refused
 * @param name as the device calls itself; empty when it does not
 * @param hardware its model; empty when it does not say
 */
public record FoundCamera(String endpoint, List<URI> services, String name, String hardware) {
    public FoundCamera {
        services = List.copyOf(services);
    }
}
