package io.shidao.api.people;

import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.proto.api.v1.DataRequest;
import io.shidao.proto.api.v1.DataRequestKind;
import io.shidao.proto.api.v1.DataRequestState;
import io.shidao.wire.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Port: requests of data subjects with their history, which is only ever added to. Thread-safe. */
public interface DataRequestStore {
    /** Files it; the one that has the same subject and client's id, if there is one already. */
    DataRequest file(DataRequest fresh, String clientId, Caller by);

    /** With its history. */
    Optional<DataRequest> find(String id, Scope scope, Instant now);

    /** What a list is of; null or unspecified: all. */
    record Filter(
            @Nullable String institution,
            @Nullable String subject,
            DataRequestState state,
            DataRequestKind kind,
            boolean overdue) {}

    /** Newest first, without histories. */
    Page<DataRequest> list(Scope scope, Filter filter, Instant now, PageRequest page);

    /**
     * An answer.
     *
     * @param name the right one, of a correction; empty to leave it
     * @param expected revision as read
     */
    record Answer(String id, boolean refuse, String text, String name, long expected, Instant at, Caller by) {}

    /**
     * Carries the request out, or refuses it, in one transaction.
     *
     * @return pictures that are to be erased now
     * @throws io.shidao.api.problem.ProblemException STALE, or ANSWERED
     */
    List<String> answer(Answer answer, PeopleConfig rules);

    /**
     * All that is held about the person as JSON of the format {@code shidao-subject-export/1}: nothing of anybody else,
     * and of templates only that they are there.
     *
     */
    Optional<Export> export(String subject, Scope scope, Instant now);

    /** An export with the figures that its summary tells. */
    record Export(
            String document,
            String name,
            String consent,
            int templates,
            int records,
            int faces,
            int anomalies,
            int decisions,
            int looks,
            int requests) {
        @Override
        public String toString() {
            return "Export[redacted]";
        }
    }
}
