package io.shidao.adapters.postgres.access;

/**
 * What a look was at, found by the id or digest alone; part of the statements that enter looks. Something of a new kind
 * that people look at needs a branch here, else its looks have no institution and no bureau sees them.
 */
final class LookedAt {
    /**
     * At most one row of object_kind, institution_id, subject_id, session_id; takes the parameter {@code key}. The column
     * list of the last branch is for pictures that belong to a session as a whole.
     */
    static final String QUERY = """
            SELECT 'SUBJECT' AS object_kind, p.institution_id, p.subject_id, NULL AS session_id
              FROM subject p WHERE p.subject_id = :key
            UNION ALL
            SELECT 'SESSION', c.institution_id, NULL, s.session_id
              FROM training_session s JOIN training_class c USING (class_id) WHERE s.session_id = :key
            UNION ALL
            SELECT 'CLASS', c.institution_id, NULL, NULL FROM training_class c WHERE c.class_id = :key
            UNION ALL
            SELECT 'ANOMALY', c.institution_id, NULL, n.session_id
              FROM anomaly n JOIN training_session s USING (session_id) JOIN training_class c USING (class_id)
             WHERE n.anomaly_id = :key
            UNION ALL
            SELECT 'SOURCE', s.institution_id, NULL, NULL FROM source s WHERE s.source_id = :key
            UNION ALL
            SELECT 'INSTITUTION', i.institution_id, NULL, NULL FROM institution i WHERE i.institution_id = :key
            UNION ALL
            SELECT 'PICTURE', p.institution_id, p.subject_id, NULL
              FROM biometric_reference r JOIN subject p USING (subject_id) WHERE r.image_sha256 = :key
            UNION ALL
            SELECT 'PICTURE', c.institution_id,
                   CASE WHEN a.evidence @> jsonb_build_array(jsonb_build_object(
                             'purpose', 'CAPTURED_FACE', 'image', :key::text, 'subject', a.subject_id))
                        THEN a.subject_id END, a.session_id
              FROM attendance a JOIN training_session s USING (session_id) JOIN training_class c USING (class_id)
             WHERE length(:key) = 64 AND a.evidence @> jsonb_build_array(jsonb_build_object('image', :key::text))
            UNION ALL
            SELECT 'PICTURE', c.institution_id, NULL, n.session_id
              FROM anomaly n JOIN training_session s USING (session_id) JOIN training_class c USING (class_id)
             WHERE length(:key) = 64 AND n.evidence @> jsonb_build_array(jsonb_build_object('image', :key::text))
             LIMIT 1
            """;

    private LookedAt() {}

    /** The part of an object before its details, as the column object_key has it. */
    static String key(String object) {
        int space = object.indexOf(' ');
        return space < 0 ? object : object.substring(0, space);
    }
}
