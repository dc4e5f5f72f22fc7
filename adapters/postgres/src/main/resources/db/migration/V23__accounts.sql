-- Accounts that can be disabled and reset, sign-ins that can be looked at and ended, and who did what to which account.

ALTER TABLE account
    ADD COLUMN revision        bigint NOT NULL DEFAULT 1,
    ADD COLUMN disabled_at     timestamptz,
    ADD COLUMN disabled_reason text   NOT NULL DEFAULT '',
    -- who it is for the identity provider: issuer and sub
    ADD COLUMN issuer          text,
    ADD COLUMN issuer_subject  text,
    -- the role comes from the provider's claim with every sign-in
    ADD COLUMN from_claim      boolean NOT NULL DEFAULT false,
    ADD CHECK (disabled_at IS NOT NULL OR disabled_reason = ''),
    ADD CHECK ((issuer IS NULL) = (issuer_subject IS NULL)),
    ADD CHECK (issuer IS NOT NULL OR NOT from_claim),
    ADD UNIQUE (issuer, issuer_subject);
-- who signs in with the provider only has no password
ALTER TABLE account ALTER COLUMN password_hash DROP NOT NULL;

-- One that ended stays for a while to be looked at; its token is worth nothing.
ALTER TABLE sign_in
    ADD COLUMN sign_in_id text NOT NULL DEFAULT gen_random_uuid()::text UNIQUE,
    ADD COLUMN method     text NOT NULL DEFAULT 'PASSWORD' CHECK (method IN ('PASSWORD', 'PROVIDER')),
    ADD COLUMN address    text NOT NULL DEFAULT '',
    ADD COLUMN agent      text NOT NULL DEFAULT '',
    ADD COLUMN used_at    timestamptz,
    ADD COLUMN ended_at   timestamptz,
    ADD COLUMN end_reason text CHECK (end_reason IN ('SIGNED_OUT', 'ENDED', 'PASSWORD_CHANGED', 'PASSWORD_RESET',
                                                     'DISABLED', 'ROLE_CHANGED')),
    ADD CHECK ((ended_at IS NULL) = (end_reason IS NULL));
ALTER TABLE sign_in ALTER COLUMN sign_in_id DROP DEFAULT, ALTER COLUMN method DROP DEFAULT;
DROP INDEX sign_in_account;
CREATE INDEX sign_in_account ON sign_in (account_id, created_at, sign_in_id);
CREATE INDEX sign_in_created ON sign_in (created_at, sign_in_id);

-- Append only. by_id is empty where the service did it by itself, at its first start.
CREATE TABLE account_history (
    entry_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id text        NOT NULL REFERENCES account,
    what       text        NOT NULL CHECK (what IN ('CREATED', 'PASSWORD_CHANGED', 'PASSWORD_RESET', 'DISABLED', 'ENABLED',
                                                    'SIGN_INS_ENDED', 'LINKED', 'UNLINKED', 'ROLE_CHANGED')),
    detail     text        NOT NULL DEFAULT '',
    reason     text        NOT NULL DEFAULT '',
    at         timestamptz NOT NULL,
    by_id      text        NOT NULL,
    by_name    text        NOT NULL,
    by_role    text        NOT NULL
);
CREATE INDEX account_history_account ON account_history (account_id, entry_id);
INSERT INTO account_history (account_id, what, at, by_id, by_name, by_role)
SELECT account_id, 'CREATED', created_at, '', '', '' FROM account ORDER BY created_at, account_id;
