package io.shidao.adapters.rtsp.message;

import io.shidao.kernel.signin.Credentials;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An {@code rtsp} or {@code rtsps} address, taken apart.
 *
 * @param secure whether TLS is wanted
 * @param host name or number, an IPv6 number without brackets
 * @param port as given, or 554 and 322 (RFC 7826, section 19.1)
 * @param request as it stands in a request: without user, password and fragment
 * @param credentials of the address; null without
 */
public record RtspUrl(
        boolean secure,
        String host,
        int port,
        String request,
        @Nullable Credentials credentials) {
    private static final int PORT = 554;
    private static final int SECURE_PORT = 322;

    /** Empty when it is no such address, or names no host. */
    public static Optional<RtspUrl> parse(String text) {
        try {
            return of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<RtspUrl> of(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean secure = scheme.equals("rtsps");
        if (!(secure || scheme.equals("rtsp")) || uri.getHost() == null || uri.getPort() > 65535) {
            return Optional.empty();
        }
        String port = uri.getPort() > 0 ? ":" + uri.getPort() : "";
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String user = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
        return Optional.of(new RtspUrl(
                secure,
                uri.getHost().replaceAll("[\\[\\]]", ""),
                uri.getPort() > 0 ? uri.getPort() : secure ? SECURE_PORT : PORT,
                scheme + "://" + uri.getHost() + port + path + query,
                Credentials.of(user).orElse(null)));
    }

    /** Where a camera sends us: as it stands, or relative to this address. Empty when it is nothing we can open. */
    public Optional<RtspUrl> redirect(String location) {
        try {
            return of(new URI(request).resolve(new URI(location.strip())));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** With the credentials of another address, where this one has none. */
    public RtspUrl orCredentialsOf(RtspUrl other) {
        return credentials == null ? new RtspUrl(secure, host, port, request, other.credentials()) : this;
    }

    /**
     * The address that a description's control attribute names (RFC 2326, section C.1.1). A relative one is appended to
     * the base as a further segment, as every client does, even behind a query.
     */
    public static String control(String base, String control) {
        if (control.isEmpty() || control.equals("*")) {
            return base;
        } else if (isAbsolute(control)) {
            return control;
        }
        return base + (base.endsWith("/") || control.startsWith("/") ? "" : "/") + control;
    }

    /** Whether it can stand in a request line as it is. */
    public static boolean isAbsolute(String text) {
        return text.matches("(?i)rtsps?://[\\x21-\\x7e]+");
    }

    /** Scheme, host and port only: paths and queries of cameras hold passwords. */
    @Override
    public String toString() {
        return (secure ? "rtsps://" : "rtsp://") + host + ":" + port;
    }
}
