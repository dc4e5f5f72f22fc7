package io.shidao.adapters.postgres.imports;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.sql.ScopeSql;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.gate.Scope;
import io.shidao.api.imports.PhotoImportStore;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.proto.api.v1.ImportFinding;
import io.shidao.proto.api.v1.PhotoImport;
import io.shidao.proto.api.v1.PhotoImportItem;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Imports of photos in PostgreSQL. Thread-safe. */
public final class PostgresPhotoImportStore implements PhotoImportStore {
    private static final String IMPORT = """
            SELECT p.*, i.name AS institution_name,
                   (SELECT count(*) FROM photo_import_item t WHERE t.import_id = p.import_id) AS done,
                   (SELECT count(*) FROM photo_import_item t
                     WHERE t.import_id = p.import_id AND t.outcome = 'ACCEPTED') AS accepted,
                   (SELECT count(*) FROM photo_import_item t
                     WHERE t.import_id = p.import_id AND t.outcome = 'REFUSED') AS refused,
                   (SELECT count(*) FROM photo_import_item t
                     WHERE t.import_id = p.import_id AND t.outcome = 'UNMATCHED') AS unmatched
              FROM photo_import p JOIN institution i USING (institution_id)
            """;

    private final Database database;

    public PostgresPhotoImportStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<String> start(Fresh fresh, int most) {
        return database.inTransaction(handle -> {
            // one at a time of an institution, or the bound would not hold
            handle.createQuery("SELECT 1 FROM institution WHERE institution_id = :id FOR NO KEY UPDATE")
                    .bind("id", fresh.institution())
                    .mapTo(Integer.class)
                    .list();
            Optional<String> same = handle.createQuery(
                            "SELECT import_id FROM photo_import WHERE request_key = :key::text")
                    .bind("key", fresh.requestKey())
                    .mapTo(String.class)
                    .findOne();
            if (same.isPresent()) {
                return same;
            }
            int open = handle.createQuery(
                            "SELECT count(*) FROM photo_import WHERE institution_id = :id AND ended_at IS NULL")
                    .bind("id", fresh.institution())
                    .mapTo(Integer.class)
                    .one();
            if (open >= most) {
                return Optional.empty();
            }
            add(handle, fresh);
            return Optional.of(fresh.id());
        });
    }

    private static void add(Handle handle, Fresh fresh) {
        handle.createUpdate("""
                        INSERT INTO photo_import (import_id, institution_id, class_id, request_key, state, size_bytes,
                                                  created_at, by_id, by_name, by_role)
                        VALUES (:id, :institution, :class, :key, 'UPLOADING', :size, :at, :by, :byName, :byRole)
                        """)
                .bind("id", fresh.id())
                .bind("institution", fresh.institution())
                .bind("class", fresh.trainingClass())
                .bind("key", fresh.requestKey())
                .bind("size", fresh.sizeBytes())
                .bind("at", Sql.time(fresh.at()))
                .bind("by", fresh.by().id())
                .bind("byName", fresh.by().name())
                .bind("byRole", fresh.by().role().name())
                .execute();
    }

    @Override
    public Optional<PhotoImport> find(String id, Scope scope) {
        return database.withHandle(handle -> ScopeSql.bind(
                        handle.createQuery(
                                IMPORT + " WHERE p.import_id = :id AND " + ScopeSql.ofInstitution("p.institution_id")),
                        scope)
                .bind("id", id)
                .map((row, context) -> photoImport(row))
                .findOne());
    }

    @Override
    public Page<PhotoImport> list(Scope scope, @Nullable String institution, PageRequest page) {
        List<PhotoImport> read = database.withHandle(handle -> ScopeSql.bind(
                        handle.createQuery(IMPORT + " WHERE " + ScopeSql.ofInstitution("p.institution_id") + """
                           AND (:institution::text IS NULL OR p.institution_id = :institution)
                           AND (:after::text IS NULL OR p.import_id < :after)
                         ORDER BY p.import_id DESC LIMIT :limit
                        """),
                        scope)
                .bind("institution", institution)
                .bind("after", page.after())
                .bind("limit", page.size() + 1)
                .map((row, context) -> photoImport(row))
                .list());
        return Page.of(read, page, PhotoImport::getImportId);
    }

    @Override
    public Page<PhotoImportItem> items(String id, boolean findingsOnly, PageRequest page) {
        List<PhotoImportItem> read = database.withHandle(handle -> handle.createQuery("""
                        SELECT t.*, s.name FROM photo_import_item t LEFT JOIN subject s USING (subject_id)
                         WHERE t.import_id = :id AND (NOT :only OR cardinality(t.codes) > 0) AND t.number > :after
                         ORDER BY t.number LIMIT :limit
                        """)
                .bind("id", id)
                .bind("only", findingsOnly)
                .bind("after", Optional.ofNullable(Sql.number(page.after())).orElse(0L))
                .bind("limit", page.size() + 1)
                .map((row, context) -> item(row))
                .list());
        return Page.of(read, page, item -> Integer.toString(item.getNumber()));
    }

    @Override
    public boolean addPart(String id, Part part) {
        return database.inTransaction(handle -> {
            int grown = handle.createUpdate("""
                            UPDATE photo_import
                               SET received = received + :length,
                                   state = CASE WHEN received + :length = size_bytes THEN 'WAITING' ELSE state END
                             WHERE import_id = :id AND state = 'UPLOADING' AND received = :start
                               AND received + :length <= size_bytes
                            """)
                    .bind("id", id)
                    .bind("start", part.start())
                    .bind("length", part.length())
                    .execute();
            if (grown > 0) {
                handle.createUpdate("""
                                INSERT INTO photo_import_part (import_id, start, length, sha256)
                                VALUES (:id, :start, :length, :sha256)
                                """)
                        .bind("id", id)
                        .bind("start", part.start())
                        .bind("length", part.length())
                        .bind("sha256", part.sha256())
                        .execute();
            }
            return grown > 0;
        });
    }

    @Override
    public List<Part> parts(String id) {
        return database.withHandle(handle -> handle.createQuery(
                        "SELECT start, length, sha256 FROM photo_import_part WHERE import_id = :id ORDER BY start")
                .bind("id", id)
                .map((row, context) -> new Part(row.getLong("start"), row.getInt("length"), row.getString("sha256")))
                .list());
    }

    @Override
    public List<String> dropParts(String id) {
        return database.withHandle(handle ->
                handle.createQuery("""
                        WITH gone AS (DELETE FROM photo_import_part WHERE import_id = :id RETURNING sha256)
                        SELECT DISTINCT sha256 FROM gone
                         WHERE NOT EXISTS (SELECT 1 FROM photo_import_part other
                                            WHERE other.sha256 = gone.sha256 AND other.import_id <> :id)
                        """).bind("id", id).mapTo(String.class).list());
    }

    @Override
    public List<String> listWork(int limit) {
        return ids("state IN ('WAITING', 'RUNNING') AND ended_at IS NULL", null, limit);
    }

    @Override
    public List<String> listAbandoned(Instant before, int limit) {
        return ids("state = 'UPLOADING' AND ended_at IS NULL AND created_at < :before", before, limit);
    }

    @Override
    public List<String> listEndedWithParts(int limit) {
        return database.withHandle(handle ->
                handle.createQuery("""
                        SELECT DISTINCT p.import_id FROM photo_import_part t JOIN photo_import p USING (import_id)
                         WHERE p.ended_at IS NOT NULL LIMIT :limit
                        """).bind("limit", limit).mapTo(String.class).list());
    }

    private List<String> ids(String condition, @Nullable Instant before, int limit) {
        return database.withHandle(handle -> {
            var query = handle.createQuery("SELECT import_id FROM photo_import WHERE " + condition
                            + " ORDER BY import_id LIMIT :limit")
                    .bind("limit", limit);
            return (before == null ? query : query.bind("before", Sql.time(before)))
                    .mapTo(String.class)
                    .list();
        });
    }

    @Override
    public Optional<Work> take(String id) {
        return database.inTransaction(handle -> {
            int taken = handle.createUpdate("""
                            UPDATE photo_import
                               SET interruptions = interruptions + CASE WHEN state = 'RUNNING' THEN 1 ELSE 0 END,
                                   state = 'RUNNING'
                             WHERE import_id = :id AND state IN ('WAITING', 'RUNNING')
                            """).bind("id", id).execute();
            return taken == 0
                    ? Optional.<Work>empty()
                    : handle.createQuery(IMPORT + " WHERE p.import_id = :id")
                            .bind("id", id)
                            .map((row, context) -> new Work(photoImport(row), row.getString("by_id")))
                            .findOne();
        });
    }

    @Override
    public void setFiles(String id, int files) {
        database.useTransaction(
                handle -> handle.createUpdate("UPDATE photo_import SET files = :files WHERE import_id = :id")
                        .bind("id", id)
                        .bind("files", files)
                        .execute());
    }

    @Override
    public boolean addItems(String id, List<PhotoImportItem> items) {
        return database.inTransaction(handle -> {
            boolean runs = handle.createQuery(
                            "SELECT state = 'RUNNING' FROM photo_import WHERE import_id = :id FOR UPDATE")
                    .bind("id", id)
                    .mapTo(Boolean.class)
                    .one();
            PreparedBatch batch = handle.prepareBatch("""
                    INSERT INTO photo_import_item (import_id, number, file_name, subject_id, outcome, codes, messages_en,
                                                   messages_zh)
                    VALUES (:id, :number, :file, NULLIF(:subject, ''), :outcome, :codes, :en, :zh)
                    ON CONFLICT (import_id, number) DO NOTHING
                    """);
            for (PhotoImportItem item : items) {
                List<ImportFinding> findings = item.getFindingsList();
                batch.bind("id", id)
                        .bind("number", item.getNumber())
                        .bind("file", item.getFileName())
                        .bind("subject", item.getSubjectId())
                        .bind("outcome", item.getOutcome().name().substring("OUTCOME_".length()))
                        .bindArray(
                                "codes",
                                String.class,
                                findings.stream().map(ImportFinding::getCode).toList())
                        .bindArray(
                                "en",
                                String.class,
                                findings.stream()
                                        .map(ImportFinding::getMessageEn)
                                        .toList())
                        .bindArray(
                                "zh",
                                String.class,
                                findings.stream()
                                        .map(ImportFinding::getMessageZh)
                                        .toList())
                        .add();
            }
            // also of one that was cancelled meanwhile: it says what was enrolled
            batch.execute();
            return runs;
        });
    }

    @Override
    public void end(String id, PhotoImport.State state, @Nullable ImportFinding failure, Instant at) {
        ImportFinding why = failure == null ? ImportFinding.getDefaultInstance() : failure;
        database.useTransaction(handle -> handle.createUpdate("""
                        UPDATE photo_import
                           SET state = :state, failure_code = :code, failure_en = :en, failure_zh = :zh, ended_at = :at
                         WHERE import_id = :id AND ended_at IS NULL
                        """)
                .bind("id", id)
                .bind("state", state.name().substring("STATE_".length()))
                .bind("code", why.getCode())
                .bind("en", why.getMessageEn())
                .bind("zh", why.getMessageZh())
                .bind("at", Sql.time(at))
                .execute());
    }

    private static PhotoImport photoImport(ResultSet row) throws SQLException {
        PhotoImport.Builder photoImport = PhotoImport.newBuilder()
                .setImportId(row.getString("import_id"))
                .setInstitutionId(row.getString("institution_id"))
                .setInstitutionName(row.getString("institution_name"))
                .setClassId(Sql.text(row, "class_id"))
                .setState(PhotoImport.State.valueOf("STATE_" + row.getString("state")))
                .setSizeBytes(row.getLong("size_bytes"))
                .setReceived(row.getLong("received"))
                .setFiles(row.getInt("files"))
                .setDone(row.getInt("done"))
                .setAccepted(row.getInt("accepted"))
                .setRefused(row.getInt("refused"))
                .setUnmatched(row.getInt("unmatched"))
                .setInterruptions(row.getInt("interruptions"))
                .setCreatedAt(Sql.timestamp(row, "created_at"))
                .setByName(row.getString("by_name"));
        if (!row.getString("failure_code").isEmpty()) {
            photoImport.setFailure(ImportFinding.newBuilder()
                    .setCode(row.getString("failure_code"))
                    .setMessageEn(row.getString("failure_en"))
                    .setMessageZh(row.getString("failure_zh")));
        }
        if (Sql.nullableInstant(row, "ended_at") != null) {
            photoImport.setEndedAt(Sql.timestamp(row, "ended_at"));
        }
        return photoImport.build();
    }

    private static PhotoImportItem item(ResultSet row) throws SQLException {
        PhotoImportItem.Builder item = PhotoImportItem.newBuilder()
                .setNumber(row.getInt("number"))
                .setFileName(row.getString("file_name"))
                .setSubjectId(Sql.text(row, "subject_id"))
                .setName(Sql.text(row, "name"))
                .setOutcome(PhotoImportItem.Outcome.valueOf("OUTCOME_" + row.getString("outcome")));
        String[] codes = texts(row.getArray("codes"));
        String[] english = texts(row.getArray("messages_en"));
        String[] chinese = texts(row.getArray("messages_zh"));
        for (int i = 0; i < codes.length; i++) {
            item.addFindings(ImportFinding.newBuilder()
                    .setCode(codes[i])
                    .setMessageEn(english[i])
                    .setMessageZh(chinese[i]));
        }
        return item.build();
    }

    private static String[] texts(Array array) throws SQLException {
        return (String[]) array.getArray();
    }
}
