package io.shidao.adapters.ffmpeg;

import io.shidao.kernel.media.AccessUnitSource;
import io.shidao.testkit.contract.AccessUnitSourceContract;
import java.time.Clock;
import java.util.List;

class LibavRtspIT extends AccessUnitSourceContract {
    @Override
    protected AccessUnitSource open(Clock clock) {
        return new LibavSource(new LibavConfig(TIME_OUT, TIME_OUT, TIME_OUT, 1 << 20), clock);
    }

    @Override
    protected List<byte[]> accessUnits() {
        return TestVideo.UNITS;
    }
}
