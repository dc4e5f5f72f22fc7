package io.shidao.adapters.postgres.registry;

import io.shidao.api.problem.Problem;
import org.jdbi.v3.core.Handle;

/** The texts that people agree to. */
public final class ConsentTexts {
    private ConsentTexts() {}

    /** @throws io.grpc.StatusRuntimeException CONSENT_TEXT_UNKNOWN when it was never published in this language */
    public static void require(Handle handle, String version, String language) {
        boolean known = handle.createQuery("""
                        SELECT EXISTS (SELECT 1 FROM consent_text WHERE version = :version AND language = :language)
                        """)
                .bind("version", version)
                .bind("language", language)
                .mapTo(Boolean.class)
                .one();
        if (!known) {
            throw Problem.precondition(
                            "CONSENT_TEXT_UNKNOWN",
                            "There is no such consent text",
                            "consent_text_version: not published in this language (expected: one of ListConsentTexts)")
                    .exception();
        }
    }
}
