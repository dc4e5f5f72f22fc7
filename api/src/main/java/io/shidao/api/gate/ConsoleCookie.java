package io.shidao.api.gate;

import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The cookie that holds a browser's token out of reach of scripts: HttpOnly, SameSite=Strict, Secure with TLS. Only a
 * request with header {@code X-Shidao-Console} gets one.
 */
public final class ConsoleCookie {
    static final String NAME = "shidao-token";

    private ConsoleCookie() {}

    /** Gives the console that makes this call a cookie; does nothing for other callers. */
    public static void give(String token, Duration valid) {
        set(token, valid);
    }

    /** Takes the cookie away from the console that makes this call. */
    public static void takeAway() {
        set("", Duration.ZERO);
    }

    private static void set(String value, Duration valid) {
        @Nullable ServiceRequestContext context = ServiceRequestContext.currentOrNull();
        if (context == null || !Credentials.isFromConsole(context.request().headers())) {
            return;
        }
        Cookie cookie = Cookie.secureBuilder(NAME, value)
                .secure(context.sessionProtocol().isTls())
                .httpOnly(true)
                .sameSite("Strict")
                .path("/")
                .maxAge(valid.toSeconds())
                .build();
        context.addAdditionalResponseHeader(HttpHeaderNames.SET_COOKIE, cookie.toSetCookieHeader());
    }
}
