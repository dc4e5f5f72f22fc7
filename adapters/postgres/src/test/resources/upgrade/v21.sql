-- A region as version 21 had it: made by hand, a few rows in every table that later migrations change or read.
INSERT INTO prefecture VALUES ('north', 'North', '2025-09-01T00:00:00Z');
INSERT INTO institution (institution_id, name, prefecture_id, created_at)
VALUES ('i-1', 'First School', 'north', '2025-09-01T00:00:00Z'), ('i-2', 'Second School', 'north', '2025-09-02T00:00:00Z');

INSERT INTO training_class (class_id, institution_id, name, programme, status, revision, created_at, state_revision, status_since)
VALUES ('c-1', 'i-1', 'Welders 1', 'welder', 'RUNNING', 7, '2025-10-01T00:00:00Z', 3, '2025-11-03T01:00:00Z'),
       ('c-2', 'i-2', 'Masons 1', 'mason', 'APPLIED', 1, '2025-10-02T00:00:00Z', 1, '2025-10-02T00:00:00Z');
INSERT INTO class_history (class_id, revision, transition, from_status, to_status, at, by_id, by_name, by_role)
VALUES ('c-1', 1, 'APPLY', '', 'APPLIED', '2025-10-01T00:00:00Z', 'admin-1', 'Admin', 'ROLE_INSTITUTION_ADMINISTRATOR'),
       ('c-1', 2, 'APPROVE', 'APPLIED', 'APPROVED', '2025-10-05T00:00:00Z', 'boss', 'Boss', 'ROLE_AUTHORITY_SUPERVISOR'),
       ('c-1', 3, 'BEGIN', 'APPROVED', 'RUNNING', '2025-11-03T01:00:00Z', '', '', ''),
       ('c-2', 1, 'APPLY', '', 'APPLIED', '2025-10-02T00:00:00Z', 'admin-2', 'Admin', 'ROLE_INSTITUTION_ADMINISTRATOR');

-- agreed to the first text, agreed to another text, and never agreed
INSERT INTO subject (subject_id, institution_id, name, id_number_hash, masked_id_number, consented_at, consent_text_version, created_at)
VALUES ('s-1', 'i-1', 'Zhang San', 'hash-1', '110***', '2025-10-06T00:00:00Z', '1', '2025-10-06T00:00:00Z'),
       ('s-2', 'i-1', 'Li Si', 'hash-2', '110***', '2025-10-07T00:00:00Z', 'paper-2025', '2025-10-07T00:00:00Z'),
       ('s-3', 'i-1', 'Wang Wu', NULL, '', NULL, NULL, '2025-10-08T00:00:00Z');
INSERT INTO biometric_reference (reference_id, subject_id, model_id, sealed_template, image_sha256, face_height_pixels, sharpness, enrolled_at, enrolled_by)
VALUES ('r-1', 's-1', 'fr_feature-87aacdfe', '\x01', repeat('a', 64), 120, 80, '2025-10-06T00:00:00Z', 'admin-1');
INSERT INTO roster_entry (class_id, subject_id, role, seat_x, seat_y, added_at)
VALUES ('c-1', 's-1', 'TRAINEE', 0.5, 0.25, '2025-10-06T00:00:00Z'), ('c-1', 's-3', 'TRAINEE', NULL, NULL, '2025-10-08T00:00:00Z');

INSERT INTO source (source_id, institution_id, kind, name, sealed_address, created_at)
VALUES ('camera', 'i-1', 'CAMERA', 'Room 1', '\x02', '2025-10-01T00:00:00Z'),
       ('platform', 'i-1', 'PLATFORM', 'Courses', NULL, '2025-10-01T00:00:00Z'),
       ('old-platform', 'i-2', 'PLATFORM', 'Closed', NULL, '2025-10-01T00:00:00Z');
INSERT INTO platform (platform_id, key_prefix, key_hash, created_at, revoked_at)
VALUES ('platform', 'prefix-1', 'hash-of-key', '2025-10-01T00:00:00Z', NULL),
       ('old-platform', 'prefix-2', 'hash-of-old', '2025-10-01T00:00:00Z', '2025-12-01T00:00:00Z');

-- 23:30 to 00:15 in the region: its day is not Greenwich's
INSERT INTO training_session (session_id, class_id, kind, source_id, starts_at, ends_at, policy, revision, created_at, created_by)
VALUES ('t-1', 'c-1', 'THEORY', 'camera', '2025-11-03T15:30:00Z', '2025-11-03T16:15:00Z', '{"presentShare": 0.8}', 5, '2025-10-20T00:00:00Z', 'admin-1'),
       ('t-2', 'c-1', 'THEORY', 'camera', '2025-11-04T17:00:00Z', '2025-11-04T17:45:00Z', '{}', 1, '2025-10-20T00:00:00Z', 'admin-1');
INSERT INTO claim VALUES ('t-1', 'k-1', 's-1', 'SIGNATURE', '2025-11-03T15:30:00Z', '2025-11-03T15:31:00Z', 'admin-1');

INSERT INTO account (account_id, username, display_name, role, institution_id, password_hash, must_change_password, created_at)
VALUES ('boss', 'boss', 'Boss', 'AUTHORITY_SUPERVISOR', NULL, 'argon', false, '2025-09-01T00:00:00Z'),
       ('admin-1', 'admin', 'Admin', 'INSTITUTION_ADMINISTRATOR', 'i-1', 'argon', true, '2025-09-03T00:00:00Z');
INSERT INTO sign_in VALUES ('token-hash', 'boss', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z');

INSERT INTO attendance (session_id, subject_id, role, status, provisional, first_seen, last_seen, seen_ms, sampled_ms, credited_class_hours, error_probability, claimed, evidence, calibration)
VALUES ('t-1', 's-1', 'TRAINEE', 'PRESENT', false, '2025-11-03T15:30:00Z', '2025-11-03T16:14:00Z', 2600000, 2700000, 1, 1e-6, true,
        '[{"purpose": "CAPTURED_FACE", "image": "b"}]', 'model/shipped');
INSERT INTO anomaly (anomaly_id, session_id, kind, severity, status, subjects, since, updated_at, numbers, calibration)
VALUES ('a-1', 't-1', 'OUTSIDER', 'MAJOR', 'OPEN', '{}', '2025-11-03T15:40:00Z', '2025-11-03T15:50:00Z', '{"looks": 12}', 'model/shipped');
INSERT INTO analysis_checkpoint (session_id, bus_partition, open, sealed) VALUES ('t-1', 0, false, '\x03');
INSERT INTO observation VALUES ('2025-11-03T15:35:00Z', 'sample-1', 0, 't-1', 1, 1, 1, 50, 50, .9, 1, 's-1', .7, 5);

INSERT INTO access_log (at, caller_id, caller_name, caller_role, institution_id, what, object_id, why)
VALUES ('2025-12-01T00:00:00Z', 'admin-1', 'Admin', 'ROLE_INSTITUTION_ADMINISTRATOR', 'i-1', 'shidao.api.v1.RegistryService/GetSubject', 's-1', ''),
       ('2025-12-01T00:01:00Z', 'boss', 'Boss', 'ROLE_AUTHORITY_SUPERVISOR', NULL, 'evidence', repeat('a', 64), 'check'),
       ('2025-12-01T00:02:00Z', 'boss', 'Boss', 'ROLE_AUTHORITY_SUPERVISOR', NULL, 'shidao.api.v1.SessionService/GetAttendance', 't-1', '');
INSERT INTO watch (watch_id, session_id, source_id, institution_id, viewer_id, viewer_name, viewer_role, started_at, touched_at, ended_at, end_reason, kind)
VALUES ('w-1', 't-1', 'camera', 'i-1', 'boss', 'Boss', 'ROLE_AUTHORITY_SUPERVISOR', '2025-11-03T15:45:00Z', '2025-11-03T15:50:00Z',
        '2025-11-03T15:50:00Z', 'LEFT', 'WATCH_KIND_PICTURES');
