package io.shidao.api;

import io.micrometer.core.instrument.MeterRegistry;
import io.shidao.api.enrol.Vision;
import io.shidao.api.record.RecordedVideo;
import io.shidao.api.web.ReadyCheck;
import io.shidao.kernel.bus.Bus;
import io.shidao.kernel.media.LiveView;
import io.shidao.kernel.store.BlobStore;
import io.shidao.kernel.store.DataKey;
import io.shidao.kernel.store.LiveState;
import java.time.Clock;
import java.util.List;

/**
 * Everything the api stands on. Whoever opens it also closes it, after the server.
 *
 * @param view live pictures, of the sources that this process has
 * @param meters a PrometheusMeterRegistry is shown at /metrics
 * @param checks asked by /readyz, beside the stores and the live state
 */
public record ApiPorts(
        ApiStores stores,
        BlobStore blobs,
        RecordedVideo video,
        LiveState live,
        Bus bus,
        DataKey key,
        Vision vision,
        LiveView view,
        Clock clock,
        MeterRegistry meters,
        List<ReadyCheck> checks) {
    public ApiPorts {
        checks = List.copyOf(checks);
    }
}
