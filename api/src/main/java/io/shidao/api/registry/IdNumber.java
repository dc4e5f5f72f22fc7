package io.shidao.api.registry;

import io.shidao.kernel.store.DataKey;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A resident ID number by GB 11643: six digits region, eight birth date, three sequence, one check digit (ISO 7064 MOD
 * 11-2). Lives for one call only; its text form is the masked one.
 */
public final class IdNumber {
    private static final Pattern FORM = Pattern.compile("[1-9][0-9]{16}[0-9X]");
    private static final String CHECK_DIGITS = "10X98765432";

    private final String number;

    private IdNumber(String number) {
        this.number = number;
    }

    /** @throws IllegalArgumentException which never repeats the number */
    public static IdNumber of(String text) {
        String number = text.strip().toUpperCase(Locale.ROOT);
        if (!FORM.matcher(number).matches()) {
            throw new IllegalArgumentException(
                    number.length() + " characters (expected: 17 digits and a digit or X, by GB 11643)");
        }
        if (!hasBirthDate(number)) {
            throw new IllegalArgumentException("digits 7 to 14 are no date (likely cause: a typing mistake)");
        }
        if (number.charAt(17) != checkDigit(number)) {
            throw new IllegalArgumentException(
                    "the check digit does not fit (expected: by GB 11643; likely cause: a typing mistake)");
        }
        return new IdNumber(number);
    }

    static char checkDigit(String number) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (number.charAt(i) - '0') * ((1 << (17 - i)) % 11);
        }
        return CHECK_DIGITS.charAt(sum % 11);
    }

    private static boolean hasBirthDate(String number) {
        try {
            LocalDate born = LocalDate.of(
                    Integer.parseInt(number.substring(6, 10)),
                    Integer.parseInt(number.substring(10, 12)),
                    Integer.parseInt(number.substring(12, 14)));
            return born.getYear() >= 1900;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** The keyed hash by which duplicates are found. */
    public String hash(DataKey key) {
        return key.hash(number, "id number");
    }

    public String masked() {
        return number.substring(0, 4) + "**********" + number.substring(14);
    }

    @Override
    public String toString() {
        return masked();
    }
}
