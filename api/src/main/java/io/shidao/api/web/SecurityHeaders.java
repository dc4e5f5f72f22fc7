package io.shidao.api.web;

import java.util.Map;

/**
 * Headers that every answer has unless it sets its own: a browser must load, frame, guess and tell nothing else. The camera is
 * for photos at a check-in.
 */
public final class SecurityHeaders {
    private SecurityHeaders() {}

    public static Map<String, String> all() {
        return Map.of(
                "content-security-policy",
                "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self';"
                        + " object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'",
                "x-content-type-options",
                "nosniff",
                "x-frame-options",
                "DENY",
                "referrer-policy",
                "no-referrer",
                "permissions-policy",
                "camera=(self), microphone=(), geolocation=()",
                "cross-origin-opener-policy",
                "same-origin",
                "cross-origin-resource-policy",
                "same-origin");
    }
}
