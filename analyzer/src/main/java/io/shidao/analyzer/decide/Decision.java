package io.shidao.analyzer.decide;

import io.shidao.kernel.id.SubjectId;
import java.util.Set;

/** Who a track is. */
public sealed interface Decision {
    /** A member of the roster. */
    record Recognised(SubjectId subject, double errorProbability) implements Decision {}

    /**
     * Nobody who is enrolled on the roster.
     *
     * @param errorProbability the probability that an honest, enrolled person would be called this on such evidence
     */
    record Outsider(double errorProbability) implements Decision {}

    /**
     * Cannot be told; never held against anybody.
     *
     * @param possible whom the evidence points at without sufficing
     */
    record Undecided(Reason reason, Set<SubjectId> possible) implements Decision {
        public Undecided {
            possible = Set.copyOf(possible);
        }
    }

    /** Why it cannot be told. */
    enum Reason {
        /** No look was good enough. */
        POOR_LOOKS,
        TOO_FEW_LOOKS,
        NOT_ENOUGH_EVIDENCE
    }

    /** What a track is before its first look. */
    static Decision ofNew() {
        return new Undecided(Reason.TOO_FEW_LOOKS, Set.of());
    }

    default boolean isOutsider() {
        return this instanceof Outsider;
    }

    default boolean isRecognised() {
        return this instanceof Recognised;
    }

    default boolean isDecided() {
        return isOutsider() || isRecognised();
    }

    /** Whether the track was decided to be this subject. */
    default boolean is(SubjectId subject) {
        return this instanceof Recognised r && r.subject().equals(subject);
    }
}
