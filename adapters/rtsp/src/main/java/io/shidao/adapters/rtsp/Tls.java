package io.shidao.adapters.rtsp;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Path;
import javax.net.ssl.SSLException;

/** TLS for {@code rtsps} addresses: the certificate must be trusted and name the host (RFC 9525). Thread-safe. */
final class Tls {
    private final SslContext context;

    private Tls(SslContext context) {
        this.context = context;
    }

    /** @param trusted certificates in PEM form; empty trusts those of the Java platform */
    static Tls trusting(Path trusted) {
        SslContextBuilder builder =
                SslContextBuilder.forClient().sslProvider(SslProvider.JDK).endpointIdentificationAlgorithm("HTTPS");
        try {
            if (!trusted.toString().isEmpty()) {
                builder.trustManager(trusted.toFile());
            }
            return new Tls(builder.build());
        } catch (SSLException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "rtsp.trusted-certificates: " + trusted + " cannot be read (expected: certificates in PEM form)",
                    e);
        }
    }

    SslHandler handler(ByteBufAllocator allocator, String host, int port) {
        return context.newHandler(allocator, host, port);
    }
}
