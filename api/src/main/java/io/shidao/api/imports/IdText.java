package io.shidao.api.imports;

import io.shidao.api.registry.IdNumber;
import io.shidao.proto.api.v1.ImportFinding;
import java.text.Normalizer;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * ID numbers as spreadsheets hand them over: with an apostrophe or as {@code ="…"} to keep them text, in full-width
 * digits, with blanks; or ruined, where a cell was taken for a number, of which 15 digits are kept.
 */
final class IdText {
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\p{Cf}]+");
    private static final Pattern FORMULA = Pattern.compile("=\"(.*)\"");
    private static final Pattern SCIENTIFIC = Pattern.compile("[0-9](\\.[0-9]+)?[Ee]\\+?[0-9]{2}");
    private static final Pattern ROUNDED = Pattern.compile("[1-9][0-9]{14}000(\\.0+)?");

    private IdText() {}

    /** The number, or what is wrong with it. */
    static <T> T read(String cell, Function<IdNumber, T> good, Function<ImportFinding, T> bad) {
        String text = clean(cell);
        if (text.isEmpty()) {
            return bad.apply(Findings.noIdNumber());
        }
        if (SCIENTIFIC.matcher(text).matches()) {
            return bad.apply(Findings.rounded());
        }
        try {
            return good.apply(IdNumber.of(text));
        } catch (IllegalArgumentException e) {
            return bad.apply(
                    ROUNDED.matcher(text).matches()
                            ? Findings.rounded()
                            : Findings.wrongIdNumber(String.valueOf(e.getMessage())));
        }
    }

    static String clean(String cell) {
        String text =
                BLANKS.matcher(Normalizer.normalize(cell, Normalizer.Form.NFKC)).replaceAll("");
        var formula = FORMULA.matcher(text);
        text = formula.matches() ? formula.group(1) : text;
        return text.startsWith("'") || text.startsWith("’") ? text.substring(1) : text;
    }
}
