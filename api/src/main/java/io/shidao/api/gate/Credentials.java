package io.shidao.api.gate;

import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import io.netty.util.AsciiString;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The credential a request carries.
 *
 * @param value null when there is none
 * @param fromCookie a browser sends it by itself, so it does not prove that our console made the request
 */
record Credentials(@Nullable String value, boolean fromCookie) {
    /** Sent by the console with every request; another site's page cannot. */
    static final String CONSOLE_HEADER = "x-shidao-console";

    private static final AsciiString CONSOLE_HEADER_NAME = AsciiString.cached(CONSOLE_HEADER);
    private static final String SCHEME = "bearer ";
    private static final String SUBPROTOCOL = "shidao.token.";
    private static final int MAX_LENGTH = 200;

    static Credentials of(RequestHeaders headers) {
        String authorization = headers.get(HttpHeaderNames.AUTHORIZATION);
        if (authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return new Credentials(
                    bounded(authorization.substring(SCHEME.length()).strip()), false);
        }
        String subprotocol = subprotocol(headers);
        if (subprotocol != null) {
            return new Credentials(bounded(subprotocol), false);
        }
        return headers.cookies().stream()
                .filter(cookie -> cookie.name().equals(ConsoleCookie.NAME))
                .findFirst()
                .map(Cookie::value)
                .map(value -> new Credentials(bounded(value), true))
                .orElse(new Credentials(null, false));
    }

    /** A page cannot set another header of a WebSocket; and unlike a cookie, no browser sends this one by itself. */
    private static @Nullable String subprotocol(RequestHeaders headers) {
        String offered = headers.get(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
        if (offered == null) {
            return null;
        }
        return Arrays.stream(offered.split(","))
                .map(String::strip)
                .filter(protocol -> protocol.startsWith(SUBPROTOCOL))
                .map(protocol -> protocol.substring(SUBPROTOCOL.length()))
                .findFirst()
                .orElse(null);
    }

    /** Whether another site could have made a signed-in browser send this. */
    boolean isForgeable(RequestHeaders headers) {
        boolean changes = headers.method() != HttpMethod.GET && headers.method() != HttpMethod.HEAD;
        return fromCookie && changes && !isFromConsole(headers);
    }

    static boolean isFromConsole(RequestHeaders headers) {
        return headers.contains(CONSOLE_HEADER_NAME);
    }

    private static String bounded(String value) {
        return value.length() <= MAX_LENGTH ? value : value.substring(0, MAX_LENGTH);
    }
}
