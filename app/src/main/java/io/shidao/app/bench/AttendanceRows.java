package io.shidao.app.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * Statements that fill the tables with made-up rows, by number: class c has the sessions c × n to c × n + n - 1 and people of
 * its own. Sessions of a class are three a day, so that the class-hours of a day are of several.
 */
final class AttendanceRows {
    /** Rows to insert with one statement. */
    private static final int CHUNK = 100_000;

    private AttendanceRows() {}

    static String session(int number) {
        return "session-" + number;
    }

    static List<String> all(int sessions, int classes, int perClass, int people, int observations) {
        List<String> statements = new ArrayList<>();
        statements.add("INSERT INTO prefecture VALUES ('prefecture-0', 'Prefecture', now())");
        statements.add("INSERT INTO institution (institution_id, name, prefecture_id, created_at)"
                + " VALUES ('institution-0', 'Institution', 'prefecture-0', now())");
        statements.add("INSERT INTO source (source_id, institution_id, kind, name, created_at)"
                + " VALUES ('source-0', 'institution-0', 'PLATFORM', 'Platform', now())");
        statements.add("""
                INSERT INTO training_class (class_id, institution_id, name, programme, status, created_at)
                SELECT 'class-' || c, 'institution-0', 'Class ' || c, 'Welder', 'APPROVED', now()
                  FROM generate_series(0, %d) c
                """.formatted(classes - 1));
        statements.add("""
                INSERT INTO subject (subject_id, institution_id, name, created_at)
                SELECT 'subject-' || c || '-' || p, 'institution-0', 'Person ' || p, now()
                  FROM generate_series(0, %d) c, generate_series(0, %d) p
                """.formatted(classes - 1, people - 1));
        statements.add("""
                INSERT INTO roster_entry (class_id, subject_id, role, added_at)
                SELECT 'class-' || c, 'subject-' || c || '-' || p, CASE p WHEN 0 THEN 'TEACHER' ELSE 'TRAINEE' END, now()
                  FROM generate_series(0, %d) c, generate_series(0, %d) p
                """.formatted(classes - 1, people - 1));
        statements.add("""
                INSERT INTO biometric_reference (reference_id, subject_id, model_id, sealed_template, image_sha256,
                    face_height_pixels, sharpness, enrolled_at, enrolled_by)
                SELECT 'reference-' || r || '-' || subject_id, subject_id, 'bench-model', '\\x00', repeat(r::text, 64), 100,
                       1, now(), 'bench'
                  FROM subject, generate_series(1, 2) r
                """);
        statements.add("""
                INSERT INTO training_session (session_id, class_id, kind, source_id, starts_at, ends_at, policy, created_at,
                    created_by, policy_id, policy_version)
                SELECT 'session-' || s, 'class-' || s / %1$d, 'ONLINE', 'source-0', at, at + interval '45 min',
                       '{}', now(), 'bench', 'default', 1
                  FROM (SELECT s, timestamptz '2026-01-01T00:00:00Z' + (s %% %1$d) / 3 * interval '1 day'
                               + (s %% %1$d) %% 3 * interval '1 hour' AS at FROM generate_series(0, %2$d) s) numbered
                """.formatted(perClass, sessions - 1));
        statements.add("""
                INSERT INTO claim SELECT 'session-' || s, 'claim-' || p, 'subject-' || s / %1$d || '-' || p, 'SIGNATURE',
                       now(), now(), 'bench'
                  FROM generate_series(0, %2$d) s, generate_series(1, 5) p WHERE p < %3$d
                """.formatted(perClass, sessions - 1, people));
        for (int from = 0; from < sessions; from += CHUNK / people) {
            int to = Math.min(sessions, from + CHUNK / people) - 1;
            statements.add(attendance(from, to));
        }
        for (int from = 0; from < observations; from += CHUNK) {
            statements.add(observations(from, Math.min(observations, from + CHUNK) - 1, sessions, perClass, people));
        }
        return statements;
    }

    private static String attendance(int from, int to) {
        return """
                INSERT INTO attendance (session_id, subject_id, role, status, provisional, first_seen, last_seen, seen_ms,
                    sampled_ms, intervals, credited_class_hours, error_probability, claimed, evidence, calibration, policy,
                    fingerprint, day, starts_at, daily_limit)
                SELECT t.session_id, e.subject_id, e.role, 'PRESENT', false, t.starts_at, t.ends_at, 2700000, 2700000,
                       '[{"from": "2026-01-01T00:00:00Z", "to": "2026-01-01T00:20:00Z"},
                         {"from": "2026-01-01T00:21:00Z", "to": "2026-01-01T00:45:00Z"}]', 1, 0.00001, true,
                       ('[{"purpose": "CAPTURED_FACE", "image": "' || repeat('a', 64) || '", "sample": "s",
                           "takenAt": "2026-01-01T00:00:00Z", "box": {"x": 1, "y": 2, "width": 3, "height": 4},
                           "subject": null}]')::jsonb,
                       'bench-model/shipped', 'default@1', repeat('f', 64), t.starts_at::date, t.starts_at, 4
                  FROM generate_series(%d, %d) s JOIN training_session t ON t.session_id = 'session-' || s
                  JOIN roster_entry e USING (class_id)
                """.formatted(from, to);
    }

    private static String observations(int from, int to, int sessions, int perClass, int people) {
        return """
                INSERT INTO observation (captured_at, sample_id, face, session_id, track, x, y, width, height, detector_score,
                    worth, best_subject, cosine, normalised)
                SELECT t.starts_at + o / %3$d * interval '10 s', 'sample-' || o, o %% 7, t.session_id, o %% 30, 1, 2, 60, 80,
                       0.9, 1, 'subject-' || o %% %3$d / %4$d || '-' || o %% %5$d, 0.6, 5
                  FROM generate_series(%1$d, %2$d) o JOIN training_session t ON t.session_id = 'session-' || o %% %3$d
                """.formatted(from, to, sessions, perClass, people);
    }
}
