-- What a database had at version 36: records that rest on a statement, and on decided cases.
INSERT INTO attendance_statement (statement_id, session_id, subject_id, kind, reason, entered_at, entered_by,
                                  entered_by_name, stands_since)
VALUES ('one', 't-2', 's-2', 'EXCUSED', 'ill', now(), 'x', 'X', now());
INSERT INTO attendance (session_id, subject_id, role, status, provisional, seen_ms, sampled_ms, credited_class_hours,
                        error_probability, claimed, statement)
SELECT 't-2', subject, 'TRAINEE', status, false, 0, 0, 0, 1, false, statement
  FROM (VALUES ('s-1', 'SUBSTITUTED', 'one'), ('s-2', 'EXCUSED', 'one'), ('s-3', 'MANUAL', 'two'))
       AS kept (subject, status, statement);
INSERT INTO attendance_history (session_id, subject_id, changed, status, provisional, seen_ms, sampled_ms,
                                credited_class_hours, claimed, policy, statement, calibration, fingerprint, from_revision,
                                to_revision)
SELECT 't-2', subject, '{}', status, false, 0, 0, 0, false, '', statement, '', '', 0, 1
  FROM (VALUES ('s-1', 'SUBSTITUTED', 'one'), ('s-2', 'EXCUSED', 'one'), ('s-2', 'PRESENT', ''))
       AS kept (subject, status, statement);
