package io.shidao.api.imports;

import io.shidao.api.registry.IdNumber;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the name of a photo's file says about whose photo it is: an ID number, a name, or both, e.g. {@code
 * 张三_11010519491231002X.jpg} or {@code 张三(2).jpg}.
 *
 * @param idNumber empty when there is none in it
 * @param names what is left without ID number and punctuation: as it stands, then without a counter at its end; empty when
 *     nothing is left
 */
record PhotoName(Optional<IdNumber> idNumber, List<String> names) {
    PhotoName {
        names = List.copyOf(names);
    }

    private static final Pattern ID_NUMBER = Pattern.compile("(?<![0-9])[1-9][0-9]{16}[0-9Xx](?![0-9Xx])");
    private static final Pattern LONG_DIGITS = Pattern.compile("[0-9]{7,}[0-9Xx]");
    private static final Pattern COUNTER = Pattern.compile("[\\s_-]*(\\([0-9]{1,3}\\)|[\\s_-]+[0-9]{1,3}|[0-9]{1,2})$");
    private static final Pattern EDGES = Pattern.compile("^[\\s_.,-]+|[\\s_.,-]+$");
    private static final Pattern EXTENSION = Pattern.compile("\\.[A-Za-z0-9]{1,5}$");

    /** @param path within the ZIP */
    static PhotoName of(String path) {
        String file = Normalizer.normalize(last(path), Normalizer.Form.NFKC);
        String text = EXTENSION.matcher(file).replaceFirst("");
        Matcher number = ID_NUMBER.matcher(text);
        Optional<IdNumber> found = Optional.empty();
        if (number.find()) {
            found = idNumber(number.group());
            text = text.substring(0, number.start()) + " " + text.substring(number.end());
        }
        String name = trimmed(text);
        return new PhotoName(
                found,
                Stream.of(name, trimmed(COUNTER.matcher(name).replaceFirst("")))
                        .filter(one -> !one.isEmpty())
                        .distinct()
                        .toList());
    }

    /** The file's name as it may be shown and kept: whatever looks like an ID number is masked. */
    static String shown(String path) {
        String file = last(path).replaceAll("\\p{Cntrl}", "?");
        String masked = LONG_DIGITS
                .matcher(Normalizer.normalize(file, Normalizer.Form.NFKC))
                .replaceAll(digits -> digits.group().substring(0, 4) + "****"
                        + digits.group().substring(digits.group().length() - 4));
        return masked.length() <= 120 ? masked : masked.substring(0, 117) + "...";
    }

    /** Folders, what macOS and Windows add by themselves, and hidden files are no photos. */
    static boolean isPhoto(String path) {
        String file = last(path).toLowerCase(Locale.ROOT);
        return !path.endsWith("/")
                && !path.startsWith("__MACOSX/")
                && !file.isEmpty()
                && !file.startsWith(".")
                && !file.equals("thumbs.db")
                && !file.equals("desktop.ini");
    }

    private static Optional<IdNumber> idNumber(String text) {
        try {
            return Optional.of(IdNumber.of(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String trimmed(String text) {
        return EDGES.matcher(text).replaceAll("");
    }

    private static String last(String path) {
        String plain = path.replace('\\', '/');
        return plain.substring(plain.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
        return "PhotoName[redacted]";
    }
}
