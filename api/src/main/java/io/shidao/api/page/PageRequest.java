package io.shidao.api.page;

import io.shidao.api.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Which page is wanted.
 *
 * @param size items on it, 1 to 500
 * @param after key of the item before its first; null for the first page
 */
public record PageRequest(int size, @Nullable String after) {
    /** When the caller names no size. */
    public static final int DEFAULT_SIZE = 50;

    /** A larger size is taken for this one. */
    public static final int MAX_SIZE = 500;

    public static PageRequest of(int size, String token) {
        if (size < 0) {
            throw Problem.invalid("page_size", size + " (expected: 0 to " + MAX_SIZE + ", 0 for " + DEFAULT_SIZE + ")")
                    .exception();
        }
        return new PageRequest(
                size == 0 ? DEFAULT_SIZE : Math.min(size, MAX_SIZE), token.isEmpty() ? null : open(token));
    }

    static String token(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String open(String token) {
        try {
            String key = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            if (key.matches("[A-Za-z0-9_:.-]{1,120}")) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // not base64: said below
        }
        throw Problem.invalid("page_token", "not one of ours (expected: next_page_token of the page before)")
                .exception();
    }
}
