package io.shidao.adapters.rtsp;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.kernel.media.AccessUnitSource;
import io.shidao.testkit.contract.AccessUnitSourceContract;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** The contract of all sources, against the camera server. */
class RtspSourceIT extends AccessUnitSourceContract {
    private final List<RtspSource> sources = new ArrayList<>();

    @Override
    protected AccessUnitSource open(Clock clock) {
        RtspSource source =
                new RtspSource(TestConfig.quick(TIME_OUT), clock, new SimpleMeterRegistry(), AddressCheck.none());
        sources.add(source);
        return source;
    }

    @Override
    protected List<byte[]> accessUnits() {
        return TestVideo.UNITS;
    }

    @AfterEach
    void closeSource() {
        sources.forEach(RtspSource::close);
    }
}
