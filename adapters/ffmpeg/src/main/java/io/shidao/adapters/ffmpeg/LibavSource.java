package io.shidao.adapters.ffmpeg;

import io.shidao.kernel.media.AccessUnitSource;
import io.shidao.kernel.media.SourceAddress;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Opens every address libavformat can: RTSP over TCP, RTMP, HLS, HTTP, SRT, UDP and files. Each stream has a thread of
 * its own, because libavformat blocks. A live unit counts as captured when it arrives; a recording (a file, or HTTP
 * with a known length) is played in real time. Thread-safe.
 */
public final class LibavSource implements AccessUnitSource {
    // libavformat with TLS was seen to need less than 200 KB
    private static final long STACK_BYTES = 512 << 10;
    private static final AtomicLong STREAMS = new AtomicLong();

    private final LibavConfig config;
    private final Clock clock;

    /** @param clock tells when a unit was captured */
    public LibavSource(LibavConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    @Override
    public boolean supports(SourceAddress address) {
        return true; // every scheme that an address can have
    }

    @Override
    public Connection open(SourceAddress address, Demand demand, Listener listener) {
        LibavStream stream = new LibavStream(address, demand, config, clock, listener);
        Thread thread = new Thread(null, stream, "libav-" + STREAMS.incrementAndGet(), STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        return stream;
    }
}
