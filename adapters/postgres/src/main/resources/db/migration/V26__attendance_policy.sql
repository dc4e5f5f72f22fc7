-- Attendance policies as versions that never change, which of them holds where from when on, and every change of what a
-- session is judged by.

CREATE FUNCTION refuse_attendance_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'table % is append only', TG_TABLE_NAME;
END $$;

CREATE TABLE attendance_policy (
    policy_id  text PRIMARY KEY,
    name       text        NOT NULL UNIQUE,
    created_at timestamptz NOT NULL,
    created_by text        NOT NULL
);

CREATE TABLE attendance_policy_version (
    policy_id       text        NOT NULL REFERENCES attendance_policy,
    version         int         NOT NULL CHECK (version >= 1),
    rules           jsonb       NOT NULL,
    reason          text        NOT NULL,
    created_at      timestamptz NOT NULL,
    created_by      text        NOT NULL,
    created_by_name text        NOT NULL,
    PRIMARY KEY (policy_id, version)
);
CREATE TRIGGER attendance_policy_version_append_only BEFORE UPDATE OR DELETE ON attendance_policy_version
    FOR EACH ROW EXECUTE FUNCTION refuse_attendance_change();

-- The newest that is valid at a session's start counts: of its institution, else of its programme, else of the region.
CREATE TABLE attendance_policy_assignment (
    assignment_id    text PRIMARY KEY, -- chosen by the caller
    place            bigint GENERATED ALWAYS AS IDENTITY,
    scope_kind       text        NOT NULL CHECK (scope_kind IN ('REGION', 'PROGRAMME', 'INSTITUTION')),
    scope_id         text        NOT NULL DEFAULT '',
    setting          text        NOT NULL CHECK (setting IN ('CLASSROOM', 'ONLINE')),
    policy_id        text        NOT NULL,
    version          int         NOT NULL,
    valid_from       timestamptz NOT NULL,
    reason           text        NOT NULL,
    assigned_at      timestamptz NOT NULL,
    assigned_by      text        NOT NULL,
    assigned_by_name text        NOT NULL,
    FOREIGN KEY (policy_id, version) REFERENCES attendance_policy_version,
    CHECK ((scope_kind = 'REGION') = (scope_id = ''))
);
CREATE INDEX attendance_policy_assignment_scope ON attendance_policy_assignment (setting, scope_kind, scope_id, valid_from);
CREATE TRIGGER attendance_policy_assignment_append_only BEFORE UPDATE OR DELETE ON attendance_policy_assignment
    FOR EACH ROW EXECUTE FUNCTION refuse_attendance_change();

-- policy: a copy of the version's rules; with no version rules of the session's own, or of an earlier release.
-- check_seed: what the moments of random checks are drawn from; told to nobody before the session is over.
-- check_moments: as they were put, of a session whose policy was changed after its start; ISO 8601, with blanks between.
ALTER TABLE training_session
    ADD COLUMN policy_id text,
    ADD COLUMN policy_version int,
    ADD COLUMN check_seed text,
    ADD COLUMN check_moments text,
    ADD FOREIGN KEY (policy_id, policy_version) REFERENCES attendance_policy_version,
    ADD CHECK ((policy_id IS NULL) = (policy_version IS NULL));

-- revision: session revision + class revision after the change, as the analyzer reads it.
CREATE TABLE session_change (
    change_id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    session_id text        NOT NULL,
    revision   bigint      NOT NULL,
    kind       text        NOT NULL,
    subject_id text,
    object_id  text        NOT NULL DEFAULT '', -- policy version, claim, statement or case
    reason     text        NOT NULL,
    at         timestamptz NOT NULL,
    by_id      text        NOT NULL,
    by_name    text        NOT NULL
);
CREATE INDEX session_change_session ON session_change (session_id, revision);
CREATE TRIGGER session_change_append_only BEFORE UPDATE ON session_change
    FOR EACH ROW EXECUTE FUNCTION refuse_attendance_change();

-- Sessions to be judged again; the analyzer takes them off.
CREATE TABLE attendance_due (
    session_id   text PRIMARY KEY,
    revision     bigint      NOT NULL,
    requested_at timestamptz NOT NULL
);

-- The policies that ship (AttendancePresets).
INSERT INTO attendance_policy (policy_id, name, created_at, created_by) VALUES
    ('default', 'Default 缺省', '2026-01-01T00:00:00Z', 'shipped'),
    ('online-jtt1302', 'Online, in the manner of JT/T 1302 网络课程', '2026-01-01T00:00:00Z', 'shipped'),
    ('random-checks', 'Random checks 随机点名', '2026-01-01T00:00:00Z', 'shipped'),
    ('classroom', 'Classroom 课堂', '2026-01-01T00:00:00Z', 'shipped');
INSERT INTO attendance_policy_version (policy_id, version, rules, reason, created_at, created_by, created_by_name)
SELECT id, 1, usual || rules::jsonb, 'shipped', '2026-01-01T00:00:00Z', 'shipped', 'shidao'
  FROM (VALUES
        ('default', '{}'),
        ('online-jtt1302', '{"snapshotInterval": "PT15M", "reverification": "PT30M"}'),
        ('random-checks', '{"checksPerDay": 8, "checkAnswerWithin": "PT1M", "checksMadeUp": 9, "checksMadeUpOf": 48}'),
        ('classroom', '{"validFrom": "08:00", "validTo": "22:00", "dailyClassHours": 4, "leastSession": "PT30M", '
                      '"mostSession": "PT45M"}')) AS preset(id, rules),
       (SELECT '{"presentShare": 0.7, "bridgedGap": "PT10M", "lateAfter": "PT10M", "earlyBefore": "PT10M",
                 "classHour": "PT45M", "outsiderAfter": "PT5M", "sourceLostAfter": "PT1M", "samplingInterval": "PT10S",
                 "snapshotInterval": "PT5M", "consecutiveSnapshots": 2, "reverification": "PT0S",
                 "zone": "Asia/Shanghai", "validFrom": "00:00", "validTo": "00:00", "dailyClassHours": 0,
                 "leastSession": "PT0S", "mostSession": "PT0S", "checksPerDay": 0, "checkAnswerWithin": "PT1M",
                 "checksMadeUp": 0, "checksMadeUpOf": 1}'::jsonb AS usual) AS defaults;
INSERT INTO attendance_policy_assignment
    (assignment_id, scope_kind, setting, policy_id, version, valid_from, reason, assigned_at, assigned_by,
     assigned_by_name)
VALUES ('shipped-classroom', 'REGION', 'CLASSROOM', 'default', 1, '2000-01-01T00:00:00Z', 'shipped',
        '2026-01-01T00:00:00Z', 'shipped', 'shidao'),
       ('shipped-online', 'REGION', 'ONLINE', 'default', 1, '2000-01-01T00:00:00Z', 'shipped',
        '2026-01-01T00:00:00Z', 'shipped', 'shidao');
