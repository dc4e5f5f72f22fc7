-- Region → prefecture → institution, and accounts for every role. A deployment is one region.

CREATE TABLE prefecture (
    prefecture_id text PRIMARY KEY,
    name          text        NOT NULL UNIQUE,
    created_at    timestamptz NOT NULL
);
INSERT INTO prefecture (prefecture_id, name, created_at)
SELECT gen_random_uuid()::text, prefecture, min(created_at) FROM institution GROUP BY prefecture;

ALTER TABLE institution ADD COLUMN prefecture_id text REFERENCES prefecture;
UPDATE institution i SET prefecture_id = p.prefecture_id FROM prefecture p WHERE p.name = i.prefecture;
ALTER TABLE institution ALTER COLUMN prefecture_id SET NOT NULL, DROP COLUMN prefecture;
CREATE INDEX institution_prefecture ON institution (prefecture_id, institution_id);

-- What an account's scope is of follows from its role: nothing for the whole region.
ALTER TABLE account
    DROP CONSTRAINT account_role_check,
    DROP CONSTRAINT account_check,
    ADD COLUMN prefecture_id text REFERENCES prefecture,
    ADD COLUMN subject_id    text REFERENCES subject,
    ADD CHECK (role IN ('AUTHORITY_SUPERVISOR', 'BUREAU_SUPERVISOR', 'INSTITUTION_ADMINISTRATOR', 'AUDITOR', 'TRAINEE')),
    ADD CHECK ((role = 'BUREAU_SUPERVISOR') = (prefecture_id IS NOT NULL)),
    ADD CHECK ((role = 'INSTITUTION_ADMINISTRATOR') = (institution_id IS NOT NULL)),
    ADD CHECK ((role = 'TRAINEE') = (subject_id IS NOT NULL));

-- Whose look it was: prefecture and institution of the caller's scope. The object's id stands before any details.
ALTER TABLE access_log
    ADD COLUMN prefecture_id text,
    ADD COLUMN object_key    text NOT NULL GENERATED ALWAYS AS (split_part(object_id, ' ', 1)) STORED;
UPDATE access_log l SET prefecture_id = i.prefecture_id FROM institution i WHERE i.institution_id = l.institution_id;
DROP INDEX access_log_object;
CREATE INDEX access_log_object ON access_log (object_key, entry_id);
CREATE INDEX access_log_prefecture ON access_log (prefecture_id, entry_id);
CREATE INDEX access_log_institution ON access_log (institution_id, entry_id);
