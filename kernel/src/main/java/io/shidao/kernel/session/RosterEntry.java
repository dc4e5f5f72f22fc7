package io.shidao.kernel.session;

import io.shidao.kernel.id.SubjectId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One expected person.
 *
 * @param references empty: not enrolled or no consent; such a person is verified by the alternative, never absent for it
 * @param seat by the seating plan; null when there is none
 * @param alternative whether the person chose, by consent not given or withdrawn, to be verified by a person: a face of
 *     theirs must not be taken for an outsider's, wherever they sit
 */
public record RosterEntry(
        SubjectId subject,
        SubjectRole role,
        List<BiometricReference> references,
        @Nullable Seat seat,
        boolean alternative) {
    public RosterEntry {
        references = List.copyOf(references);
        if (alternative && !references.isEmpty()) {
            throw new IllegalArgumentException(
                    "alternative: with " + references.size() + " references (expected: none without consent)");
        }
    }

    /** Somebody who has agreed to face verification. */
    public RosterEntry(SubjectId subject, SubjectRole role, List<BiometricReference> references, @Nullable Seat seat) {
        this(subject, role, references, seat, false);
    }

    public boolean isEnrolled() {
        return !references.isEmpty();
    }
}
