package io.shidao.api.spotcheck;

import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.spotcheck.proof.Beacon;
import io.shidao.api.spotcheck.proof.DrawProof;
import io.shidao.kernel.media.Payload;
import io.shidao.proto.api.v1.SpotCandidate;
import io.shidao.proto.api.v1.SpotCheck;
import io.shidao.proto.api.v1.SpotDraw;
import io.shidao.proto.api.v1.SpotDrawState;
import io.shidao.proto.api.v1.SpotEvent;
import io.shidao.proto.api.v1.SpotOutcome;
import io.shidao.wire.Caller;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Port: draws, what they commit to, and the checks that follow. A draw changes once, from planned to drawn or cancelled;
 * nothing is ever deleted. Each change and its entry in the history are one transaction. May block. Thread-safe.
 */
public interface SpotStore {
    /** More candidates than this are not frozen. */
    int MOST_CANDIDATES = 5000;

    /**
     * A draw to be planned.
     *
     * @param digest of what was asked for: the same request id with another digest is a mistake
     * @param prefecture null for the whole region
     * @param sealedSeed with the data key, for the purpose {@code spot-seed:<draw>}
     */
    record Plan(
            String draw,
            String requestId,
            String digest,
            String title,
            @Nullable String prefecture,
            Instant from,
            Instant to,
            Instant drawAt,
            int count,
            Beacon beacon,
            String seedSha256,
            Payload sealedSeed,
            By by) {}

    /** Who does something, and when. */
    record By(Caller caller, Instant at) {}

    /** What became of a plan. */
    sealed interface Planned {
        /** Planned now or by the same request before. */
        record Made(String draw) implements Planned {}

        /** The request id was used for something else. */
        record RequestTaken() implements Planned {}

        /**
         * Fewer candidates than are to be drawn, or more than {@link #MOST_CANDIDATES}.
         *
         * @param candidates how many, up to one more than the most
         */
        record Unfit(int candidates) implements Planned {}
    }

    /** Freezes the sessions in question, with what the records say of their risk, and gives the draw its number. */
    Planned plan(Plan plan);

    /** Never shown to institutions. */
    Optional<SpotDraw> find(String draw, Scope scope);

    /** Newest first. */
    Page<SpotDraw> list(Scope scope, @Nullable SpotDrawState state, PageRequest page);

    /** By session id; with factors. */
    Page<SpotCandidate> candidates(String draw, @Nullable String institution, PageRequest page);

    /** Oldest first. */
    Page<SpotEvent> events(String draw, PageRequest page);

    /** Of a draw that is known to exist. */
    DrawProof proof(String draw);

    byte[] sealedSeed(String draw);

    /** Draws or cancels, with a check for each that was drawn; false when another was quicker. */
    boolean end(String draw, DrawProof.End end, By by);

    /** Which checks are asked for; null stands for all. */
    record CheckFilter(
            @Nullable String draw,
            @Nullable String institution,
            @Nullable SpotOutcome outcome,
            boolean waiting) {}

    /** Newest first; for an institution only what is recorded. */
    Page<SpotCheck> checks(Scope scope, CheckFilter filter, PageRequest page);

    Optional<SpotCheck> findCheck(String check, Scope scope);

    /**
     * Records or corrects a result; false when it is not at that revision any more.
     *
     * @param result with its id, outcome, way, number and note
     */
    boolean record(SpotCheck result, long expectedRevision, By by);
}
