-- Several keys for a platform, of several kinds: those that sign requests, and the old ones that are sent along.
CREATE TABLE platform_key (
    key_id        text PRIMARY KEY,
    platform_id   text        NOT NULL REFERENCES platform,
    kind          text        NOT NULL CHECK (kind IN ('BEARER', 'HMAC_SHA256', 'ED25519')),
    -- BEARER: the keyed hash; HMAC_SHA256: sealed for the purpose "platform-key:<key>"; ED25519: the 32 bytes of the public key
    bearer_hash   text,
    sealed_secret bytea,
    public_key    bytea CHECK (octet_length(public_key) = 32),
    created_at    timestamptz NOT NULL,
    created_by    text        NOT NULL,
    created_name  text        NOT NULL,
    revoked_at    timestamptz,
    revoked_by    text        NOT NULL DEFAULT '',
    revoked_name  text        NOT NULL DEFAULT '',
    reason        text        NOT NULL DEFAULT '',
    CHECK ((kind = 'BEARER') = (bearer_hash IS NOT NULL)),
    CHECK ((kind = 'HMAC_SHA256') = (sealed_secret IS NOT NULL)),
    CHECK ((kind = 'ED25519') = (public_key IS NOT NULL)),
    CHECK (revoked_at IS NOT NULL OR (revoked_by = '' AND reason = ''))
);
CREATE INDEX platform_key_platform ON platform_key (platform_id, created_at, key_id);
INSERT INTO platform_key (key_id, platform_id, kind, bearer_hash, created_at, created_by, created_name, revoked_at)
SELECT key_prefix, platform_id, 'BEARER', key_hash, created_at, '', '', revoked_at FROM platform;
ALTER TABLE platform DROP COLUMN key_prefix, DROP COLUMN key_hash, DROP COLUMN revoked_at;
