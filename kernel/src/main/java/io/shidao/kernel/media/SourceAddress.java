package io.shidao.kernel.media;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a source is found: an {@code rtsp(s)}, {@code rtmp(s)}, {@code http(s)} or {@code file} address. It may carry
 * a user and password, so its text form leaves them out. RTSP brings its packets over TCP, unless the address ends in
 * {@code #transport=udp}: a fragment is never sent to the camera, so it cannot be mistaken for a part of its path.
 *
 * @param uri the whole address, including any user information
 */
public record SourceAddress(String uri) {
    private static final Set<String> SCHEMES =
            Set.of("rtsp", "rtsps", "rtmp", "rtmps", "http", "https", "file", "srt", "udp");

    /** At most one {@code @}, and a number as port: otherwise a password with a bare @ or / would be shown in part. */
    private static final Pattern AUTHORITY = Pattern.compile(
            "([^@/?#]*@([^@:\\[\\]/?#]*|\\[[^]/?#]*])(:\\d*)?([/?#].*)?|[^@?#]*([?#].*)?)", Pattern.DOTALL);

    public SourceAddress {
        int colon = uri.indexOf(':');
        String scheme = colon < 0 ? "" : uri.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme)) {
            throw new IllegalArgumentException(
                    "source address: scheme '" + scheme + "' (expected one of: rtsp rtsps rtmp rtmps http https file)");
        }
        if (uri.length() > 2000) {
            throw new IllegalArgumentException(
                    "source address: " + uri.length() + " characters (expected: up to 2000)");
        }
        if (!isWellFormed(uri)) {
            throw new IllegalArgumentException(
                    "source address: not a URI (expected: e.g. rtsp://user:password@camera:554/path, with special"
                            + " characters of the password percent-encoded)");
        }
    }

    private static boolean isWellFormed(String uri) {
        try {
            URI.create(uri);
        } catch (IllegalArgumentException e) {
            return false;
        }
        int slashes = uri.indexOf("//");
        return slashes < 0 || AUTHORITY.matcher(uri.substring(slashes + 2)).matches();
    }

    public String scheme() {
        return uri.substring(0, uri.indexOf(':')).toLowerCase(Locale.ROOT);
    }

    /** Whether an RTSP camera shall send its packets by UDP. */
    public boolean wantsUdp() {
        return scheme().startsWith("rtsp") && uri.endsWith("#transport=udp");
    }

    /** The address without user and password: safe to show and to log. */
    public String withoutCredentials() {
        return uri.replaceFirst("//[^/@]*@", "//");
    }

    @Override
    public String toString() {
        return withoutCredentials();
    }
}
