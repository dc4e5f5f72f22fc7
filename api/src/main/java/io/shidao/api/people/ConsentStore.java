package io.shidao.api.people;

import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.proto.api.v1.Consent;
import io.shidao.proto.api.v1.ConsentMethod;
import io.shidao.proto.api.v1.ConsentText;
import io.shidao.proto.api.v1.KeptData;
import io.shidao.wire.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Port: consent texts, and what people said to them. Events are only ever added. Thread-safe. */
public interface ConsentStore {
    /** Keeps it unless the version is there in this language; what is kept then. */
    ConsentText publish(ConsentText text, Caller by);

    /** Newest first. */
    Page<ConsentText> listTexts(PageRequest page);

    /** With its history. */
    Optional<Consent> find(String subject, Scope scope);

    /**
     * Somebody's word.
     *
     * @param requestId of the caller's choice: the same again of the same person changes nothing
     * @param expected revision as read; 0 for any
     */
    record Word(String subject, String reason, String requestId, long expected, Instant at, Caller by) {}

    /**
     * Enters that the person agreed.
     *
     * @throws io.shidao.api.problem.ProblemException CONSENT_TEXT_UNKNOWN, STALE, or ERASED
     */
    void give(Word word, String textVersion, String language, ConsentMethod method);

    /** What a withdrawal took away; the photos are entered as to be erased. */
    record Withdrawn(int templates, List<String> photos, List<KeptData> kept) {
        public Withdrawn {
            photos = List.copyOf(photos);
            kept = List.copyOf(kept);
        }
    }

    /** Enters that the person does not, or no longer, agree, and takes away templates and photos, all in one transaction. */
    Withdrawn end(Word word, PeopleConfig rules);
}
