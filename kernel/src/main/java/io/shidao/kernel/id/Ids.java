package io.shidao.kernel.id;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.regex.Pattern;

/** Makes and checks the text of ids. Fresh ids are UUID version 7 (RFC 9562), so they sort by the time they were made. */
public final class Ids {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    /** A fresh UUIDv7 in its 36-character text form. */
    public static String fresh() {
        return at(System.currentTimeMillis());
    }

    static String at(long epochMillis) {
        long high = ((epochMillis & 0xFFFF_FFFF_FFFFL) << 16) | 0x7000L | RANDOM.nextInt(1 << 12);
        long low = (RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    /** @throws IllegalArgumentException naming {@code kind} when the text has not the form of an id */
    public static String check(String kind, String value) {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    kind + ": '" + shorten(value) + "' (expected: 1 to 64 characters of A-Z a-z 0-9 _ -)");
        }
        return value;
    }

    private static String shorten(String value) {
        return value.length() <= 80 ? value : value.substring(0, 80) + "…";
    }
}
