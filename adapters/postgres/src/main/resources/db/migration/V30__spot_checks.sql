-- Spot checks. A draw changes once, from PLANNED to DRAWN or CANCELLED; nothing is deleted.
CREATE TABLE spot_draw (
    draw_id           text PRIMARY KEY,
    number            bigint      NOT NULL UNIQUE CHECK (number > 0), -- without gaps
    request_id        text        NOT NULL,
    request_digest    text        NOT NULL, -- SHA-256 of what was asked for
    -- what is committed to; the digests are SHA-256
    previous_sha256   text        NOT NULL, -- commitment of the draw before; empty for the first
    title             text        NOT NULL,
    prefecture_id     text REFERENCES prefecture, -- null: the whole region
    from_at           timestamptz NOT NULL,
    to_at             timestamptz NOT NULL,
    draw_at           timestamptz NOT NULL,
    count             int         NOT NULL CHECK (count > 0),
    rule              text        NOT NULL,
    beacon            text        NOT NULL CHECK (beacon IN ('WITNESS', 'PUBLICATION', 'DRAND')),
    beacon_name       text        NOT NULL,
    beacon_round      bigint      NOT NULL,
    seed_sha256       text        NOT NULL,
    population_sha256 text        NOT NULL,
    population        int         NOT NULL,
    planned_at        timestamptz NOT NULL,
    planned_by        text        NOT NULL,
    planned_by_name   text        NOT NULL,
    commitment_sha256 text        NOT NULL UNIQUE,
    sealed_seed       bytea       NOT NULL, -- for the purpose "spot-seed:<draw>"
    -- how it ended
    state             text        NOT NULL DEFAULT 'PLANNED' CHECK (state IN ('PLANNED', 'DRAWN', 'CANCELLED')),
    revision          bigint      NOT NULL DEFAULT 1,
    seed              text,
    value             text        NOT NULL DEFAULT '',
    signature         text        NOT NULL DEFAULT '',
    ended_at          timestamptz,
    ended_by          text        NOT NULL DEFAULT '',
    ended_by_name     text        NOT NULL DEFAULT '',
    cancel_reason     text        NOT NULL DEFAULT '',
    UNIQUE (planned_by, request_id),
    CHECK ((state = 'PLANNED') = (seed IS NULL)),
    CHECK ((state = 'PLANNED') = (ended_at IS NULL)),
    CHECK ((state = 'DRAWN') = (value <> '')),
    CHECK ((state = 'CANCELLED') = (cancel_reason <> ''))
);
CREATE INDEX spot_draw_prefecture ON spot_draw (prefecture_id, number);

-- The sessions that may be drawn, as the records were when the draw was planned. No foreign key: they stay as they were.
CREATE TABLE spot_candidate (
    draw_id               text        NOT NULL REFERENCES spot_draw,
    session_id            text        NOT NULL,
    class_id              text        NOT NULL,
    institution_id        text        NOT NULL,
    starts_at             timestamptz NOT NULL,
    class_open            bigint      NOT NULL,
    class_confirmed       bigint      NOT NULL,
    institution_confirmed bigint      NOT NULL,
    institution_held      bigint      NOT NULL,
    days_unchecked        bigint      NOT NULL,
    lots                  int         NOT NULL CHECK (lots > 0),
    PRIMARY KEY (draw_id, session_id)
);

-- What was drawn, and what the check found.
CREATE TABLE spot_check (
    check_id         text PRIMARY KEY,
    draw_id          text        NOT NULL REFERENCES spot_draw,
    place            int         NOT NULL,
    session_id       text        NOT NULL,
    institution_id   text        NOT NULL,
    lot              int         NOT NULL,
    lot_number       text        NOT NULL,
    outcome          text        CHECK (outcome IN ('IN_ORDER', 'FINDINGS', 'NOT_HELD', 'NOT_CHECKED')),
    way              text        CHECK (way IN ('ON_SITE', 'LIVE', 'RECORDING')),
    counted          int         NOT NULL DEFAULT -1 CHECK (counted >= -1),
    note             text        NOT NULL DEFAULT '',
    recorded_at      timestamptz,
    recorded_by      text        NOT NULL DEFAULT '',
    recorded_by_name text        NOT NULL DEFAULT '',
    revision         bigint      NOT NULL DEFAULT 1,
    UNIQUE (draw_id, place),
    FOREIGN KEY (draw_id, session_id) REFERENCES spot_candidate,
    CHECK ((outcome IS NULL) = (recorded_at IS NULL)),
    CHECK (way IS NULL OR outcome IN ('IN_ORDER', 'FINDINGS'))
);
CREATE INDEX spot_check_institution ON spot_check (institution_id, check_id);

-- Who did what, when and why. Append only.
CREATE TABLE spot_event (
    event_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    draw_id    text        NOT NULL REFERENCES spot_draw,
    check_id   text        NOT NULL DEFAULT '',
    act        text        NOT NULL CHECK (act IN ('PLANNED', 'DRAWN', 'CANCELLED', 'RECORDED', 'CORRECTED')),
    detail     text        NOT NULL DEFAULT '',
    at         timestamptz NOT NULL,
    actor_id   text        NOT NULL,
    actor_name text        NOT NULL,
    actor_role text        NOT NULL
);
CREATE INDEX spot_event_draw ON spot_event (draw_id, event_id);

CREATE FUNCTION spot_draw_ends_once() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ends text[] := ARRAY['state', 'revision', 'seed', 'value', 'signature', 'ended_at', 'ended_by', 'ended_by_name',
                         'cancel_reason'];
BEGIN
    IF OLD.state <> 'PLANNED' OR to_jsonb(OLD) - ends <> to_jsonb(NEW) - ends THEN
        RAISE EXCEPTION 'a draw ends once, and what it commits to stays';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER spot_draw_ends_once BEFORE UPDATE ON spot_draw FOR EACH ROW EXECUTE FUNCTION spot_draw_ends_once();

CREATE FUNCTION spot_check_drawn_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    result text[] := ARRAY['outcome', 'way', 'counted', 'note', 'recorded_at', 'recorded_by', 'recorded_by_name',
                           'revision'];
BEGIN
    IF NEW.outcome IS NULL OR to_jsonb(OLD) - result <> to_jsonb(NEW) - result THEN
        RAISE EXCEPTION 'what was drawn stays, and so does that it was checked';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER spot_check_drawn_stays BEFORE UPDATE ON spot_check FOR EACH ROW EXECUTE FUNCTION spot_check_drawn_stays();

CREATE TRIGGER spot_draw_kept BEFORE DELETE OR TRUNCATE ON spot_draw
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER spot_candidate_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON spot_candidate
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER spot_check_kept BEFORE DELETE OR TRUNCATE ON spot_check
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER spot_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON spot_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
