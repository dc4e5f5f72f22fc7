package io.shidao.ingest.camera;

import io.shidao.kernel.media.SourceAddress;
import java.net.URI;

/** Compares where a stream is with where its camera is. */
final class StreamHosts {
    private StreamHosts() {}

    static boolean isSame(SourceAddress address, String host) {
        String there = URI.create(address.uri()).getHost();
        return there != null && bare(there).equalsIgnoreCase(bare(host));
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
