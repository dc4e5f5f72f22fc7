-- Consent, requests of data subjects, retention. Written by the api only.

CREATE TABLE consent_text (
    version           text        NOT NULL,
    language          text        NOT NULL CHECK (language IN ('zh', 'en')),
    title             text        NOT NULL,
    body              text        NOT NULL,
    published_at      timestamptz NOT NULL,
    published_by      text        NOT NULL,
    published_by_name text        NOT NULL,
    PRIMARY KEY (version, language)
);
CREATE INDEX consent_text_published ON consent_text (published_at);
-- what the first installation starts with; a deployment publishes its own
INSERT INTO consent_text VALUES
    ('1', 'zh', '人脸核验知情同意书', '为核验培训考勤，本服务在课堂摄像头画面或网课抓拍中，只将人脸与本班名册比对。为此保存您的人脸照片与由其生成的模板（加密存放），不作他用，不识别名册以外的人，不推断任何个人属性。您可以不同意，也可以随时撤回；不同意或撤回后改用人工核验（点名、签字），不影响考勤和培训。撤回后模板和照片立即删除；仍在处理的案件或法定保存期内的证据除外，届时会告知保存内容、原因和期限。您可以查询、复制、更正和要求删除您的信息。', now(), '', ''),
    ('1', 'en', 'Consent to face verification', 'To verify attendance, this service compares faces in classroom cameras or online snapshots with the roster of the class, and with nobody else. For this it keeps your photos and templates made of them, encrypted, for no other purpose; it recognises nobody outside the roster and infers nothing about people. You may decline, and you may withdraw at any time: then a person verifies you (roll-call, signature), and your attendance and training do not suffer. After a withdrawal templates and photos are erased at once, except evidence of an open case or within a legal duty to keep it; you are told what is kept, why and until when. You may ask for access, a copy, correction and erasure.', now(), '', '');
-- texts of before this release: only their version is known
INSERT INTO consent_text
SELECT DISTINCT consent_text_version, 'zh', consent_text_version, '（文本在本版本之前未由本服务保存）', now(), '', ''
  FROM subject WHERE consent_text_version IS NOT NULL AND consent_text_version <> '1';

ALTER TABLE subject
    ADD COLUMN consent_language text,
    ADD COLUMN consent_method   text CHECK (consent_method IN ('PAPER', 'ONLINE')),
    ADD COLUMN consent_ended_at timestamptz,                    -- withdrawn or declined
    ADD COLUMN consent_declined boolean NOT NULL DEFAULT false, -- chose the alternative without having agreed
    ADD COLUMN consent_revision bigint  NOT NULL DEFAULT 0,
    ADD COLUMN erased_at        timestamptz;                    -- name and number are gone
UPDATE subject SET consent_language = 'zh', consent_method = 'PAPER', consent_revision = 1 WHERE consented_at IS NOT NULL;
ALTER TABLE subject
    ADD COLUMN consent_state text NOT NULL GENERATED ALWAYS AS (
        CASE WHEN consented_at IS NOT NULL THEN 'GIVEN'
             WHEN consent_declined THEN 'DECLINED'
             WHEN consent_ended_at IS NOT NULL THEN 'WITHDRAWN'
             ELSE 'NONE' END) STORED,
    ADD CHECK (consented_at IS NULL OR consent_ended_at IS NULL);

-- Append only.
CREATE TABLE consent_event (
    event_id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    subject_id   text        NOT NULL REFERENCES subject,
    state        text        NOT NULL CHECK (state IN ('GIVEN', 'DECLINED', 'WITHDRAWN')),
    text_version text        NOT NULL DEFAULT '',
    language     text        NOT NULL DEFAULT '',
    method       text        NOT NULL DEFAULT '',
    reason       text        NOT NULL DEFAULT '',
    at           timestamptz NOT NULL,
    by_id        text        NOT NULL,
    by_name      text        NOT NULL,
    by_role      text        NOT NULL,
    request_id   text,
    UNIQUE (subject_id, request_id)
);
INSERT INTO consent_event (subject_id, state, text_version, language, method, at, by_id, by_name, by_role)
SELECT subject_id, 'GIVEN', COALESCE(consent_text_version, ''), 'zh', 'PAPER', consented_at, '', '', ''
  FROM subject WHERE consented_at IS NOT NULL;
CREATE INDEX consent_event_subject ON consent_event (subject_id, event_id);

CREATE TABLE data_request (
    data_request_id text PRIMARY KEY, -- UUIDv7: in order of time
    subject_id      text        NOT NULL REFERENCES subject,
    institution_id  text        NOT NULL REFERENCES institution,
    kind            text        NOT NULL CHECK (kind IN ('ACCESS', 'CORRECTION', 'ERASURE')),
    state           text        NOT NULL CHECK (state IN ('OPEN', 'DONE', 'PARTLY', 'REFUSED')),
    text            text        NOT NULL,
    client_id       text        NOT NULL,
    filed_at        timestamptz NOT NULL,
    filed_by        text        NOT NULL,
    filed_by_name   text        NOT NULL,
    due_at          timestamptz NOT NULL,
    handled_by      text        NOT NULL DEFAULT '',
    handled_by_name text        NOT NULL DEFAULT '',
    answered_at     timestamptz,
    answer          text        NOT NULL DEFAULT '',
    kept            jsonb       NOT NULL DEFAULT '[]',
    revision        bigint      NOT NULL DEFAULT 1,
    looked_at       timestamptz, -- when the job last tried to erase the rest
    UNIQUE (subject_id, client_id),
    CHECK ((state = 'OPEN') = (answered_at IS NULL))
);
CREATE INDEX data_request_institution ON data_request (institution_id, data_request_id);
CREATE INDEX data_request_open ON data_request (due_at) WHERE state = 'OPEN';
CREATE INDEX data_request_partly ON data_request (looked_at) WHERE state = 'PARTLY';

-- Append only.
CREATE TABLE data_request_event (
    data_request_id text        NOT NULL REFERENCES data_request,
    revision        bigint      NOT NULL,
    what            text        NOT NULL CHECK (what IN ('FILED', 'DONE', 'PARTLY', 'REFUSED')),
    detail          text        NOT NULL DEFAULT '',
    at              timestamptz NOT NULL,
    by_id           text        NOT NULL,
    by_name         text        NOT NULL,
    by_role         text        NOT NULL,
    PRIMARY KEY (data_request_id, revision)
);

-- Pictures to erase, entered in the transaction that takes away what pointed to them; stays as the record of the erasure.
CREATE TABLE picture_erasure (
    sha256     text PRIMARY KEY,
    reason     text        NOT NULL,
    subject_id text        NOT NULL DEFAULT '', -- whose face it is, where that is the reason
    session_id text        NOT NULL DEFAULT '', -- of which it is a picture
    asked_at   timestamptz NOT NULL,
    look_at    timestamptz NOT NULL,            -- held by a case when looked at before: not before this
    erased_at  timestamptz
);
CREATE INDEX picture_erasure_waiting ON picture_erasure (look_at) WHERE erased_at IS NULL;

-- What the rules of retention have taken away.
CREATE TABLE retention_done (
    kind      text        NOT NULL,
    object_id text        NOT NULL,
    at        timestamptz NOT NULL,
    PRIMARY KEY (kind, object_id)
);
CREATE TABLE retention_progress (
    kind        text PRIMARY KEY,
    erased      bigint      NOT NULL,
    last_run_at timestamptz NOT NULL
);

CREATE TRIGGER consent_text_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON consent_text
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER consent_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON consent_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER data_request_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON data_request_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
