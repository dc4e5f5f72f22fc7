package io.shidao.adapters.postgres.people;

/** All that is held about one person as one JSON document: nothing of anybody else, no free text that may name others. */
final class SubjectExports {
    /** Parameters: subject, now, and those of the scope, whose condition is put in. One row, or none. */
    static final String EXPORT = """
            SELECT p.name, p.consent_state,
                   (SELECT count(*) FROM biometric_reference r WHERE r.subject_id = p.subject_id) AS templates,
                   (SELECT count(*) FROM attendance a WHERE a.subject_id = p.subject_id) AS records,
                   (SELECT count(*) FROM attendance a, jsonb_array_elements(a.evidence) AS e
                     WHERE a.subject_id = p.subject_id AND e ->> 'purpose' = 'CAPTURED_FACE'
                       AND e ->> 'subject' = p.subject_id) AS faces,
                   (SELECT count(*) FROM anomaly n WHERE n.subjects @> ARRAY[p.subject_id]) AS anomalies,
                   (SELECT count(*) FROM case_event v JOIN anomaly n USING (anomaly_id)
                     WHERE n.subjects @> ARRAY[p.subject_id]) AS decisions,
                   (SELECT count(*) FROM access_log l WHERE l.subject_id = p.subject_id) AS looks,
                   (SELECT count(*) FROM data_request q WHERE q.subject_id = p.subject_id) AS requests,
                   jsonb_pretty(jsonb_build_object(
                     'format', 'shidao-subject-export/1',
                     'madeAt', :now::timestamptz,
                     'person', jsonb_build_object('id', p.subject_id, 'name', p.name,
                         'maskedIdNumber', p.masked_id_number, 'enteredAt', p.created_at,
                         'institution', (SELECT i.name FROM institution i WHERE i.institution_id = p.institution_id)),
                     'consent', jsonb_build_object('state', p.consent_state, 'givenAt', p.consented_at,
                         'endedAt', p.consent_ended_at, 'textVersion', p.consent_text_version,
                         'language', p.consent_language, 'method', p.consent_method,
                         'history', (SELECT coalesce(jsonb_agg(jsonb_build_object('state', v.state, 'at', v.at,
                                            'textVersion', v.text_version, 'language', v.language, 'method', v.method,
                                            'byRole', v.by_role) ORDER BY v.event_id), '[]')
                                       FROM consent_event v WHERE v.subject_id = p.subject_id)),
                     'enrolledPhotos', (SELECT coalesce(jsonb_agg(jsonb_build_object('image', r.image_sha256,
                                            'enrolledAt', r.enrolled_at, 'model', r.model_id,
                                            'faceHeightPixels', r.face_height_pixels) ORDER BY r.enrolled_at), '[]')
                                          FROM biometric_reference r WHERE r.subject_id = p.subject_id),
                     'classes', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', c.class_id, 'name', c.name,
                                            'programme', c.programme, 'status', c.status, 'role', e.role,
                                            'addedAt', e.added_at, 'seatX', e.seat_x, 'seatY', e.seat_y)
                                            ORDER BY e.added_at), '[]')
                                   FROM roster_entry e JOIN training_class c USING (class_id)
                                  WHERE e.subject_id = p.subject_id),
                     'claims', (SELECT coalesce(jsonb_agg(jsonb_build_object('session', m.session_id, 'kind', m.kind,
                                            'madeAt', m.made_at) ORDER BY m.made_at), '[]')
                                  FROM claim m WHERE m.subject_id = p.subject_id),
                     'attendance', (SELECT coalesce(jsonb_agg(jsonb_build_object('session', a.session_id,
                                            'status', a.status, 'provisional', a.provisional, 'firstSeen', a.first_seen,
                                            'lastSeen', a.last_seen, 'seenMillis', a.seen_ms,
                                            'sampledMillis', a.sampled_ms, 'intervals', a.intervals,
                                            'creditedClassHours', a.credited_class_hours,
                                            'errorProbability', a.error_probability, 'claimed', a.claimed,
                                            'calibration', a.calibration,
                                            'pictures', (SELECT coalesce(jsonb_agg(e), '[]')
                                                           FROM jsonb_array_elements(a.evidence) AS e
                                                          WHERE e ->> 'purpose' IN ('CAPTURED_FACE', 'ENROLLED_FACE')
                                                            AND e ->> 'subject' = p.subject_id))
                                            ORDER BY a.session_id), '[]')
                                      FROM attendance a WHERE a.subject_id = p.subject_id),
                     'statements', (SELECT coalesce(jsonb_agg(jsonb_build_object('session', t.session_id,
                                            'kind', t.kind, 'reason', t.reason, 'enteredAt', t.entered_at,
                                            'standsSince', t.stands_since, 'endedAt', t.ended_at)
                                            ORDER BY t.entered_at, t.statement_id), '[]')
                                      FROM attendance_statement t WHERE t.subject_id = p.subject_id),
                     'rollCalls', (SELECT coalesce(jsonb_agg(jsonb_build_object('session', o.session_id, 'at', k.at,
                                            'answer', k.answer) ORDER BY k.mark_id), '[]')
                                     FROM roll_call_mark k JOIN roll_call o USING (roll_call_id)
                                    WHERE k.subject_id = p.subject_id),
                     'anomalies', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', n.anomaly_id,
                                            'session', n.session_id, 'kind', n.kind, 'severity', n.severity,
                                            'status', n.status, 'since', n.since, 'numbers', n.numbers,
                                            'pictures', (SELECT coalesce(jsonb_agg(e), '[]')
                                                           FROM jsonb_array_elements(n.evidence) AS e
                                                          WHERE e ->> 'purpose' = 'ENROLLED_FACE'
                                                            AND e ->> 'subject' = p.subject_id),
                                            'decisions', (SELECT coalesce(jsonb_agg(jsonb_build_object('at', v.at,
                                                                 'byRole', v.actor_role, 'act', v.act, 'to', v.to_state,
                                                                 'reason', v.reason) ORDER BY v.event_id), '[]')
                                                            FROM case_event v WHERE v.anomaly_id = n.anomaly_id))
                                            ORDER BY n.since), '[]')
                                     FROM anomaly n WHERE n.subjects @> ARRAY[p.subject_id]),
                     'looks', (SELECT coalesce(jsonb_agg(jsonb_build_object('at', l.at, 'byRole', l.caller_role,
                                            'what', l.what) ORDER BY l.entry_id), '[]')
                                 FROM (SELECT * FROM access_log x WHERE x.subject_id = p.subject_id
                                        ORDER BY x.entry_id DESC LIMIT 10000) AS l),
                     'requests', (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', q.kind, 'state', q.state,
                                            'text', q.text, 'filedAt', q.filed_at, 'dueAt', q.due_at,
                                            'answeredAt', q.answered_at, 'answer', q.answer, 'kept', q.kept)
                                            ORDER BY q.data_request_id), '[]')
                                    FROM data_request q WHERE q.subject_id = p.subject_id)
                   )) AS document
              FROM subject p
             WHERE p.subject_id = :subject AND
            """;

    private SubjectExports() {}
}
