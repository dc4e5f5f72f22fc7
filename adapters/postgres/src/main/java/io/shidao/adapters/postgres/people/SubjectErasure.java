package io.shidao.adapters.postgres.people;

import io.shidao.adapters.postgres.registry.Rosters;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.people.PeopleConfig;
import io.shidao.proto.api.v1.KeptData;
import io.shidao.wire.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Takes away what is held about one person, as far as nothing has to be kept. For use within a transaction. */
final class SubjectErasure {
    /** Kinds in the order in which they are told. An open end is null. */
    private static final String KEPT = """
            SELECT 'CASE_EVIDENCE' AS kind, count(*) AS count,
                   CASE WHEN bool_and(n.status = 'CONFIRMED' AND c.status = 'ACCEPTED' AND NOT COALESCE(%1$s, false))
                        THEN max(c.status_since) + make_interval(days => :case) END AS until
              FROM anomaly n LEFT JOIN review_case k USING (anomaly_id)
              JOIN training_session s ON s.session_id = n.session_id JOIN training_class c USING (class_id)
             WHERE n.subjects @> ARRAY[:subject]::text[]
               AND (%1$s OR n.status = 'CONFIRMED'
                             AND (c.status <> 'ACCEPTED'
                                  OR c.status_since + make_interval(days => :case) > :now::timestamptz))
             UNION ALL
            SELECT 'CAPTURED_FACES', count(*),
                   CASE WHEN bool_and(c.status = 'ACCEPTED')
                        THEN max(c.status_since) + make_interval(days => :face) END
              FROM attendance a JOIN training_session s USING (session_id) JOIN training_class c USING (class_id)
             WHERE a.subject_id = :subject AND a.evidence @> '[{"purpose": "CAPTURED_FACE"}]'
               AND NOT EXISTS (SELECT 1 FROM retention_done d
                                WHERE d.kind = 'FACE_CROPS' AND d.object_id = a.session_id)
             UNION ALL
            SELECT 'RECORDS', count(*),
                   CASE WHEN bool_and(c.status = 'ACCEPTED')
                        THEN max(c.status_since) + make_interval(days => :record) END
              FROM roster_entry e JOIN training_class c USING (class_id)
             WHERE e.subject_id = :subject AND c.status <> 'REJECTED'
               AND (c.status <> 'ACCEPTED' OR c.status_since + make_interval(days => :record) > :now::timestamptz)
            """.formatted(PictureEntries.OPEN_CASE);

    private SubjectErasure() {}

    /** Locks the person against enrolment and other changes. */
    static void lock(Handle handle, String subject) {
        handle.execute("SELECT 1 FROM subject WHERE subject_id = ? FOR UPDATE", subject);
    }

    /** What went. */
    record Taken(int templates, List<String> photos) {}

    /** All templates with the look-alikes they made; their photos are entered as to be erased. */
    static Taken takeTemplates(Handle handle, String subject, String reason, Instant now) {
        List<String> photos = handle.createQuery(
                        "DELETE FROM biometric_reference WHERE subject_id = :subject RETURNING image_sha256")
                .bind("subject", subject)
                .mapTo(String.class)
                .list();
        if (!photos.isEmpty()) {
            handle.execute("DELETE FROM lookalike WHERE subject_a = ? OR subject_b = ?", subject, subject);
            PictureEntries.eraseOf(handle, photos, reason, subject, now);
        }
        Rosters.changedWith(handle, subject);
        return new Taken(photos.size(), List.copyOf(photos));
    }

    static List<KeptData> kept(Handle handle, String subject, PeopleConfig rules, Instant now) {
        return handle
                .createQuery(KEPT)
                .bind("subject", subject)
                .bind("case", rules.caseDays())
                .bind("face", rules.faceDays())
                .bind("record", rules.recordDays())
                .bind("now", Sql.time(now))
                .map((row, context) -> kept(row))
                .list()
                .stream()
                .filter(kept -> kept.getCount() > 0)
                .toList();
    }

    /** Name and number, where they are. The person's id stays: records of before point to it. */
    static void takeName(Handle handle, String subject, Instant now) {
        handle.createUpdate("""
                        UPDATE subject SET name = '—', id_number_hash = NULL, masked_id_number = '',
                                           erased_at = COALESCE(erased_at, :now::timestamptz)
                         WHERE subject_id = :subject
                        """)
                .bind("subject", subject)
                .bind("now", Sql.time(now))
                .execute();
        handle.execute("UPDATE roll_call_name SET name = '—' WHERE subject_id = ?", subject);
        handle.execute(
                "UPDATE photo_import_item SET file_name = '—', messages_en = '{}', messages_zh = '{}' WHERE subject_id = ?",
                subject);
        handle.execute("UPDATE account SET display_name = '—' WHERE subject_id = ?", subject);
    }

    private static KeptData kept(ResultSet row) throws SQLException {
        String kind = row.getString("kind");
        KeptData.Builder kept = KeptData.newBuilder()
                .setKind(kind)
                .setCount(row.getLong("count"))
                .setReasonEn(
                        switch (kind) {
                            case "CASE_EVIDENCE" ->
                                "evidence of cases that name the person: open ones until they are"
                                        + " closed, confirmed ones for the time they may be asked about";
                            case "CAPTURED_FACES" ->
                                "pictures that prove attendance, until the class is accepted and the"
                                        + " time to keep them is over";
                            default ->
                                "name and attendance records, which the training authority has to be able to"
                                        + " check";
                        })
                .setReasonZh(
                        switch (kind) {
                            case "CASE_EVIDENCE" -> "涉及本人的案件证据：未结案的保留至结案，已确认的保留至核查期满";
                            case "CAPTURED_FACES" -> "证明考勤的图片：保留至班级验收且保存期满";
                            default -> "姓名和考勤记录:培训主管部门依规核查所需";
                        });
        Instant until = Sql.nullableInstant(row, "until");
        if (until != null) {
            kept.setUntil(Times.timestamp(until));
        }
        return kept.build();
    }
}
