package io.shidao.adapters.rtsp.message;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The session that a camera opened (RFC 2326, section 12.37).
 *
 * @param id repeated in every request; empty when the camera has none
 * @param timeout after which it forgets a client from which it hears nothing, 60 s unless it says otherwise
 */
public record SessionHeader(String id, Duration timeout) {
    private static final Pattern TIMEOUT = Pattern.compile("timeout\\s*=\\s*(\\d{1,6})");
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);
    private static final int MAX_ID_LENGTH = 256;

    public static SessionHeader parse(String header) {
        String id = header.split(";", 2)[0].strip();
        Matcher timeout = TIMEOUT.matcher(header);
        Duration told = timeout.find() ? Duration.ofSeconds(Long.parseLong(timeout.group(1))) : DEFAULT_TIMEOUT;
        return new SessionHeader(
                id.length() <= MAX_ID_LENGTH ? id : id.substring(0, MAX_ID_LENGTH),
                told.isZero() ? DEFAULT_TIMEOUT : told);
    }

    /** Half the time-out, since an answer may get lost in the camera; between 1 and 30 s. */
    public Duration keepAlive() {
        long seconds = Math.max(1, Math.min(30, timeout.toSeconds() / 2));
        return Duration.ofSeconds(seconds);
    }
}
