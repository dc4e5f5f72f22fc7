-- What a record's status rests on is a statement or a case: each in a column of its own.
ALTER TABLE attendance ADD COLUMN decided_case text NOT NULL DEFAULT '';
ALTER TABLE attendance_history ADD COLUMN decided_case text NOT NULL DEFAULT '';

UPDATE attendance a SET decided_case = statement, statement = ''
 WHERE statement <> ''
   AND (status = 'SUBSTITUTED'
        OR NOT EXISTS (SELECT 1 FROM attendance_statement t
                        WHERE t.statement_id = a.statement AND t.session_id = a.session_id
                          AND t.subject_id = a.subject_id));

-- The entries say what they said, in two columns.
ALTER TABLE attendance_history DISABLE TRIGGER attendance_history_append_only;
UPDATE attendance_history h SET decided_case = statement, statement = ''
 WHERE statement <> ''
   AND (status = 'SUBSTITUTED'
        OR NOT EXISTS (SELECT 1 FROM attendance_statement t
                        WHERE t.statement_id = h.statement AND t.session_id = h.session_id
                          AND t.subject_id = h.subject_id));
ALTER TABLE attendance_history ENABLE TRIGGER attendance_history_append_only;
