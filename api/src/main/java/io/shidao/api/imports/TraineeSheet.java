package io.shidao.api.imports;

import io.shidao.api.registry.IdNumber;
import io.shidao.api.sheet.Sheet;
import io.shidao.kernel.store.DataKey;
import io.shidao.proto.api.v1.ImportFinding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The trainees of a table, row by row, with what is wrong with each. */
final class TraineeSheet {
    private static final int LONGEST_NAME = 80;
    private static final Set<String> NAME = Set.of("姓名", "学员姓名", "name", "trainee");
    private static final Set<String> ID_NUMBER = Set.of("身份证号", "身份证号码", "身份证", "证件号码", "idnumber", "idno", "id");
    private static final Set<String> CONSENT = Set.of("同意人脸核验", "人脸核验同意", "同意", "consent");
    private static final Set<String> YES = Set.of("是", "同意", "已同意", "yes", "y", "true", "1", "√");
    private static final Set<String> NO = Set.of("", "否", "不同意", "no", "n", "false", "0");

    /**
     * A row.
     *
     * @param hash keyed, of the ID number; null when there is none that could be
     */
    record Row(
            int line,
            String name,
            @Nullable String hash,
            String maskedIdNumber,
            boolean consent,
            List<ImportFinding> findings) {
        Row {
            findings = List.copyOf(findings);
        }

        boolean isBad() {
            return !findings.isEmpty();
        }

        Row with(ImportFinding finding) {
            List<ImportFinding> more = new ArrayList<>(findings);
            more.add(finding);
            return new Row(line, name, hash, maskedIdNumber, consent, more);
        }

        @Override
        public String toString() {
            return "Row[" + line + ", redacted]";
        }
    }

    private final Sheet sheet;
    private final Optional<Integer> name;
    private final Optional<Integer> idNumber;
    private final Optional<Integer> consent;
    private final DataKey key;

    TraineeSheet(Sheet sheet, DataKey key) {
        this.sheet = sheet;
        this.name = sheet.column(NAME);
        this.idNumber = sheet.column(ID_NUMBER);
        this.consent = sheet.column(CONSENT);
        this.key = key;
    }

    /** What columns are missing, in words for the caller; empty when none are. */
    String missing() {
        List<String> missing = new ArrayList<>();
        if (name.isEmpty()) {
            missing.add("姓名 or name");
        }
        if (idNumber.isEmpty()) {
            missing.add("身份证号 or id number");
        }
        return String.join(", ", missing);
    }

    List<Row> rows() {
        Map<String, Integer> lines = new HashMap<>();
        return sheet.rows().stream()
                .map(this::row)
                .map(row -> {
                    Integer earlier = row.hash() == null ? null : lines.putIfAbsent(row.hash(), row.line());
                    return earlier == null ? row : row.with(Findings.twice(earlier));
                })
                .toList();
    }

    private Row row(Sheet.Row row) {
        List<ImportFinding> findings = new ArrayList<>();
        String person = row.cell(name).strip();
        if (person.isEmpty()) {
            findings.add(Findings.noName());
        } else if (person.codePointCount(0, person.length()) > LONGEST_NAME
                || person.chars().anyMatch(Character::isISOControl)) {
            findings.add(Findings.badName());
        }
        IdNumber number = IdText.read(row.cell(idNumber), Optional::of, finding -> {
                    findings.add(finding);
                    return Optional.<IdNumber>empty();
                })
                .orElse(null);
        String said = row.cell(consent).strip().toLowerCase(Locale.ROOT);
        if (!YES.contains(said) && !NO.contains(said)) {
            findings.add(Findings.unclearConsent());
        }
        return new Row(
                row.line(),
                person,
                number == null ? null : number.hash(key),
                number == null ? "" : number.masked(),
                YES.contains(said),
                findings);
    }
}
