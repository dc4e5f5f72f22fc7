package io.shidao.kernel.session;

import io.shidao.kernel.id.SubjectId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One expected person.
 *
 * @param references empty: not enrolled or no consent; such a person is verified by the alternative, never absent for it
 * @param seat by the seating plan; null when there is none
 */
public record RosterEntry(
        SubjectId subject,
        SubjectRole role,
        List<BiometricReference> references,
        @Nullable Seat seat) {
    public RosterEntry {
        references = List.copyOf(references);
    }

    public boolean isEnrolled() {
        return !references.isEmpty();
    }
}
