package io.shidao.api.imports;

import io.grpc.Status;
import io.shidao.api.gate.Institutions;
import io.shidao.api.gate.Scope;
import io.shidao.api.problem.Checks;
import io.shidao.api.problem.Problem;
import io.shidao.api.registry.RegistryStore;
import io.shidao.api.sheet.Sheet;
import io.shidao.api.sheet.SheetException;
import io.shidao.kernel.id.Ids;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.store.DataKey;
import io.shidao.proto.api.v1.ImportTraineesRequest;
import io.shidao.proto.api.v1.ImportTraineesResponse;
import io.shidao.proto.api.v1.ImportTraineesResponse.Outcome;
import io.shidao.wire.Caller;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Enters the trainees of a table, all of them or none. Blocks. Thread-safe. */
final class TraineeImports {
    private static final int MOST_BYTES = 4 << 20;
    /** As many as a roster holds. */
    private static final int MOST_ON_ROSTER = 500;

    private static final int MOST_VIOLATIONS = 200;

    private final ImportStore store;
    private final RegistryStore registry;
    private final Institutions institutions;
    private final DataKey key;
    private final Clock clock;

    TraineeImports(ImportStore store, RegistryStore registry, DataKey key, Clock clock) {
        this.store = store;
        this.registry = registry;
        this.institutions = registry::hasInstitution;
        this.key = key;
        this.clock = clock;
    }

    /** A row with what becomes of it. */
    private record Judged(
            TraineeSheet.Row row, Outcome outcome, @Nullable String subject) {}

    ImportTraineesResponse run(ImportTraineesRequest request) {
        Checks checks = new Checks();
        String classId = checks.optionalId("class_id", request.getClassId());
        checks.require(
                !request.getFile().isEmpty() && request.getFile().size() <= MOST_BYTES,
                "file",
                request.getFile().size() + " bytes (expected: a table of 1 byte to " + (MOST_BYTES >> 20) + " MiB)");
        checks.done();
        String institution = institution(request.getInstitutionId(), classId);
        List<Judged> judged = judged(institution, classId, rows(checks, request));
        ImportTraineesResponse report = report(judged);
        if (request.getDryRun()) {
            return report;
        }
        if (report.getBad() > 0) {
            throw bad(report).exception();
        }
        enter(institution, classId, judged, request.getConsentTextVersion().strip());
        return report;
    }

    private String institution(String asked, @Nullable String classId) {
        if (classId == null) {
            return institutions.one(asked);
        }
        String owner = registry.findClass(classId, Scope.current())
                .orElseThrow(() -> Problem.notFound("class", classId).exception())
                .getInstitutionId();
        if (!asked.isEmpty() && !asked.equals(owner)) {
            throw Problem.notFound("class of this institution", classId).exception();
        }
        return owner;
    }

    private List<TraineeSheet.Row> rows(Checks checks, ImportTraineesRequest request) {
        try {
            TraineeSheet sheet = new TraineeSheet(Sheet.read(request.getFile().toByteArray()), key);
            String missing = sheet.missing();
            checks.require(missing.isEmpty(), "file", "no column " + missing + " (expected: a head with both)");
            checks.done();
            List<TraineeSheet.Row> rows = sheet.rows();
            checks.require(!rows.isEmpty(), "file", "no rows below the head (expected: a row for each trainee)");
            if (rows.stream().anyMatch(TraineeSheet.Row::consent)) {
                checks.text("consent_text_version", request.getConsentTextVersion(), 1, 40);
            }
            checks.done();
            return rows;
        } catch (SheetException e) {
            throw Problem.invalid("file", String.valueOf(e.getMessage())).exception();
        }
    }

    private List<Judged> judged(String institution, @Nullable String classId, List<TraineeSheet.Row> rows) {
        Map<String, ImportStore.Known> known = store.findByIdNumber(
                institution,
                rows.stream()
                        .map(TraineeSheet.Row::hash)
                        .filter(Objects::nonNull)
                        .toList());
        Set<String> roster = classId == null ? Set.of() : store.roster(classId);
        List<Judged> judged = rows.stream()
                .map(row -> judged(row, row.hash() == null ? null : known.get(row.hash()), roster))
                .toList();
        if (classId != null) {
            long more = judged.stream()
                    .filter(one -> one.subject() == null || !roster.contains(one.subject()))
                    .count();
            if (roster.size() + more > MOST_ON_ROSTER) {
                throw Problem.invalid(
                                "file",
                                roster.size() + " people on the roster and " + more + " more (expected: up to "
                                        + MOST_ON_ROSTER + " in a class)")
                        .exception();
            }
        }
        return judged;
    }

    private static Judged judged(TraineeSheet.Row row, ImportStore.@Nullable Known known, Set<String> roster) {
        if (known != null && !row.name().isEmpty() && !known.name().equals(row.name())) {
            return new Judged(row.with(Findings.otherName()), Outcome.OUTCOME_BAD, known.subject());
        }
        if (row.isBad()) {
            return new Judged(row, Outcome.OUTCOME_BAD, null);
        }
        if (known == null) {
            return new Judged(row, Outcome.OUTCOME_NEW, null);
        }
        boolean there = roster.contains(known.subject());
        return new Judged(row, there ? Outcome.OUTCOME_ON_ROSTER : Outcome.OUTCOME_KNOWN, known.subject());
    }

    private void enter(String institution, @Nullable String classId, List<Judged> judged, String consentTextVersion) {
        List<ImportStore.Person> people = new ArrayList<>();
        List<String> known = new ArrayList<>();
        for (Judged one : judged) {
            if (one.subject() != null) {
                known.add(one.subject());
            } else {
                TraineeSheet.Row row = one.row();
                people.add(new ImportStore.Person(
                        SubjectId.fresh().value(),
                        row.name(),
                        Objects.requireNonNull(row.hash()),
                        row.maskedIdNumber(),
                        row.consent() ? consentTextVersion : null));
            }
        }
        ImportStore.TraineeImport wanted = new ImportStore.TraineeImport(
                Ids.fresh(),
                institution,
                classId,
                judged.size(),
                people,
                classId == null ? List.of() : known,
                clock.instant(),
                Caller.current());
        if (!store.enter(wanted)) {
            throw Problem.of(
                            Status.Code.ABORTED,
                            "IMPORT_CHANGED",
                            "Somebody was entered meanwhile",
                            "file: somebody in it has been entered since it was read; nothing was imported (what to do:"
                                    + " import it again)")
                    .exception();
        }
    }

    private static ImportTraineesResponse report(List<Judged> judged) {
        ImportTraineesResponse.Builder report = ImportTraineesResponse.newBuilder()
                .setRows(judged.size())
                .setEntered(count(judged, Outcome.OUTCOME_NEW))
                .setKnown(count(judged, Outcome.OUTCOME_KNOWN))
                .setOnRoster(count(judged, Outcome.OUTCOME_ON_ROSTER))
                .setBad(count(judged, Outcome.OUTCOME_BAD));
        for (Judged one : judged) {
            report.addReport(ImportTraineesResponse.Row.newBuilder()
                    .setLine(one.row().line())
                    .setName(one.row().name())
                    .setMaskedIdNumber(one.row().maskedIdNumber())
                    .setOutcome(one.outcome())
                    .addAllFindings(one.row().findings()));
        }
        return report.build();
    }

    private static int count(List<Judged> judged, Outcome outcome) {
        return (int) judged.stream().filter(one -> one.outcome() == outcome).count();
    }

    private static Problem bad(ImportTraineesResponse report) {
        List<Problem.Violation> violations = report.getReportList().stream()
                .filter(row -> row.getOutcome() == Outcome.OUTCOME_BAD)
                .limit(MOST_VIOLATIONS)
                .map(row -> new Problem.Violation(
                        "row " + row.getLine(),
                        row.getFindings(0).getCode() + ": "
                                + row.getFindings(0).getMessageEn() + " / "
                                + row.getFindings(0).getMessageZh()))
                .toList();
        return new Problem(
                Status.Code.FAILED_PRECONDITION,
                "IMPORT_ROWS",
                "Something is wrong with rows of the table",
                report.getBad() + " of " + report.getRows()
                        + " rows, nothing was imported (what to do: see the list; try with dry_run until there are none)",
                violations);
    }
}
