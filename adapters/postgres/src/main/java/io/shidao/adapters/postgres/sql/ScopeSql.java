package io.shidao.adapters.postgres.sql;

import io.shidao.api.gate.Scope;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * The one place where a scope becomes a condition. The conditions take the parameters {@code scope} and {@code scope_id},
 * which {@link #bind} sets. What a condition does not provide for is not shown.
 */
public final class ScopeSql {
    private ScopeSql() {}

    /**
     * For prefectures: an institution's own, too.
     *
     * @param prefecture column with the prefecture's id
     */
    public static String ofPrefecture(String prefecture) {
        return """
                 (CASE :scope::text
                       WHEN 'REGION' THEN true
                       WHEN 'PREFECTURE' THEN %1$s = :scope_id
                       WHEN 'INSTITUTION' THEN %1$s = (SELECT scoped.prefecture_id FROM institution scoped
                                                        WHERE scoped.institution_id = :scope_id)
                       ELSE false END)
                """.formatted(prefecture);
    }

    /**
     * For what supervisors plan: nothing for those who are supervised.
     *
     * @param prefecture column with the prefecture's id; null for what concerns the whole region
     */
    public static String ofSupervision(String prefecture) {
        return """
                 (CASE :scope::text
                       WHEN 'REGION' THEN true
                       WHEN 'PREFECTURE' THEN %1$s IS NOT NULL AND %1$s = :scope_id
                       ELSE false END)
                """.formatted(prefecture);
    }

    /**
     * For what belongs to an institution as a whole: nothing for platforms and trainees.
     *
     * @param institution column with the institution's id
     */
    public static String ofInstitution(String institution) {
        return """
                 (CASE :scope::text
                       WHEN 'REGION' THEN true
                       WHEN 'PREFECTURE' THEN %1$s IN (SELECT scoped.institution_id FROM institution scoped
                                                        WHERE scoped.prefecture_id = :scope_id)
                       WHEN 'INSTITUTION' THEN %1$s = :scope_id
                       ELSE false END)
                """.formatted(institution);
    }

    /**
     * For sessions: those of a platform, or of the classes that a trainee is in, too.
     *
     * @param session alias of training_session
     * @param institution column with the institution's id
     */
    public static String ofSession(String session, String institution) {
        return """
                 (CASE :scope::text
                       WHEN 'PLATFORM' THEN %1$s.source_id = :scope_id
                       WHEN 'SUBJECT' THEN EXISTS (SELECT 1 FROM roster_entry scoped
                                                    WHERE scoped.class_id = %1$s.class_id
                                                      AND scoped.subject_id = :scope_id)
                       ELSE %2$s END)
                """.formatted(session, ofInstitution(institution));
    }

    /**
     * For what is one person's: a trainee's own, too.
     *
     * @param subject column with the person's id
     * @param institution column with the institution's id
     */
    public static String ofSubject(String subject, String institution) {
        return """
                 (CASE :scope::text WHEN 'SUBJECT' THEN %s = :scope_id ELSE %s END)
                """.formatted(subject, ofInstitution(institution));
    }

    /**
     * For looks at people: a bureau's are those by and at the people of its prefecture. An institution's are its own people's
     * only: when supervisors look is not an institution's to know. What trainees look at is their own, and theirs to know.
     *
     * @param look alias of access_log
     */
    public static String ofLook(String look) {
        return """
                 (CASE :scope::text
                       WHEN 'REGION' THEN true
                       WHEN 'PREFECTURE' THEN (%1$s.prefecture_id = :scope_id OR %1$s.object_prefecture_id = :scope_id)
                                              AND %1$s.caller_role <> 'ROLE_TRAINEE'
                       WHEN 'INSTITUTION' THEN %1$s.institution_id = :scope_id AND %1$s.caller_role <> 'ROLE_TRAINEE'
                       WHEN 'SUBJECT' THEN %1$s.subject_id = :scope_id
                       ELSE false END)
                """.formatted(look);
    }

    /** The same statement with the parameters of the conditions. */
    public static <S extends SqlStatement<S>> S bind(S statement, Scope scope) {
        return statement.bind("scope", scope.kind().name()).bind("scope_id", scope.id());
    }
}
