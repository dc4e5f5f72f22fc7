-- The access log as a list: whose face or record a look was at is found out when it is entered, so that the entry still
-- says it when the picture or the person is erased. Live views are looks too; for how long stands in watch.
ALTER TABLE access_log
    ADD COLUMN object_kind           text NOT NULL DEFAULT '',
    ADD COLUMN object_institution_id text,
    ADD COLUMN object_prefecture_id  text,
    ADD COLUMN subject_id            text, -- when it was at one person
    ADD COLUMN session_id            text, -- when it was at one session
    ADD COLUMN kind                  text NOT NULL GENERATED ALWAYS AS (
        CASE WHEN what = 'evidence' THEN 'PICTURE'
             WHEN what = 'clip' THEN 'CLIP'
             WHEN what IN ('live', 'pictures') THEN 'LIVE'
             WHEN starts_with(what, 'shidao.api.v1.') THEN 'RECORD'
             ELSE 'CHANGE' END) STORED;

INSERT INTO access_log (at, caller_id, caller_name, caller_role, institution_id, prefecture_id, what, object_id, why)
SELECT w.started_at, w.viewer_id, w.viewer_name, w.viewer_role, a.institution_id,
       COALESCE(a.prefecture_id, i.prefecture_id),
       CASE w.kind WHEN 'WATCH_KIND_LIVE' THEN 'live' ELSE 'pictures' END, w.session_id || ' ' || w.watch_id, ''
  FROM watch w LEFT JOIN account a ON a.account_id = w.viewer_id
       LEFT JOIN institution i ON i.institution_id = a.institution_id
 ORDER BY w.started_at, w.watch_id;

-- entries of before this release, as far as what they were at is still there
UPDATE access_log l SET object_kind = 'SUBJECT', subject_id = p.subject_id, object_institution_id = p.institution_id
  FROM subject p WHERE p.subject_id = l.object_key;
UPDATE access_log l SET object_kind = 'PICTURE', subject_id = p.subject_id, object_institution_id = p.institution_id
  FROM biometric_reference r JOIN subject p USING (subject_id) WHERE r.image_sha256 = l.object_key;
UPDATE access_log l SET object_kind = 'SESSION', session_id = s.session_id, object_institution_id = c.institution_id
  FROM training_session s JOIN training_class c USING (class_id) WHERE s.session_id = l.object_key;
UPDATE access_log l SET object_kind = 'ANOMALY', session_id = s.session_id, object_institution_id = c.institution_id
  FROM anomaly n JOIN training_session s USING (session_id) JOIN training_class c USING (class_id)
 WHERE n.anomaly_id = l.object_key;
UPDATE access_log l SET object_kind = 'CLASS', object_institution_id = c.institution_id
  FROM training_class c WHERE c.class_id = l.object_key;
UPDATE access_log l SET object_kind = 'INSTITUTION', object_institution_id = i.institution_id
  FROM institution i WHERE i.institution_id = l.object_key;
UPDATE access_log l SET object_prefecture_id = i.prefecture_id
  FROM institution i WHERE i.institution_id = l.object_institution_id;

-- The list is in order of time, newest first; entry_id tells entries of one microsecond apart.
DROP INDEX access_log_object;
DROP INDEX access_log_caller;
DROP INDEX access_log_prefecture;
DROP INDEX access_log_institution;
CREATE INDEX access_log_at ON access_log (at, entry_id);
CREATE INDEX access_log_caller ON access_log (caller_id, at, entry_id);
CREATE INDEX access_log_institution ON access_log (institution_id, at, entry_id);
CREATE INDEX access_log_prefecture ON access_log (prefecture_id, at, entry_id);
CREATE INDEX access_log_object_prefecture ON access_log (object_prefecture_id, at, entry_id);
CREATE INDEX access_log_subject ON access_log (subject_id, at, entry_id) WHERE subject_id IS NOT NULL;
CREATE INDEX access_log_session ON access_log (session_id, at, entry_id) WHERE session_id IS NOT NULL;

-- Whose picture it is: asked before each look at one.
CREATE INDEX attendance_evidence ON attendance USING gin (evidence jsonb_path_ops);
CREATE INDEX anomaly_evidence ON anomaly USING gin (evidence jsonb_path_ops);
