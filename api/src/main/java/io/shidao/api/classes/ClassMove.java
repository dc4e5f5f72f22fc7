package io.shidao.api.classes;

import io.shidao.proto.api.v1.ClassStatus;
import io.shidao.proto.api.v1.ClassTransition;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Every way in which a class moves, in one table. Whoever applies never decides: no move belongs to both parties, so
 * nobody approves their own institution's class.
 */
public enum ClassMove {
    CHANGE(Party.INSTITUTION, Set.of(ClassStatus.CLASS_STATUS_APPLIED), ClassStatus.CLASS_STATUS_APPLIED, false),
    APPLY_AGAIN(Party.INSTITUTION, Set.of(ClassStatus.CLASS_STATUS_REJECTED), ClassStatus.CLASS_STATUS_APPLIED, false),
    APPROVE(Party.SUPERVISOR, Set.of(ClassStatus.CLASS_STATUS_APPLIED), ClassStatus.CLASS_STATUS_APPROVED, false),
    REJECT(Party.SUPERVISOR, Set.of(ClassStatus.CLASS_STATUS_APPLIED), ClassStatus.CLASS_STATUS_REJECTED, true),
    /** When the first session begins. */
    BEGIN(Party.CLOCK, Set.of(ClassStatus.CLASS_STATUS_APPROVED), ClassStatus.CLASS_STATUS_RUNNING, false),
    SUSPEND(
            Party.SUPERVISOR,
            Set.of(ClassStatus.CLASS_STATUS_APPROVED, ClassStatus.CLASS_STATUS_RUNNING),
            ClassStatus.CLASS_STATUS_SUSPENDED,
            true),
    /** A class that ran before begins again at once. */
    RESUME(Party.SUPERVISOR, Set.of(ClassStatus.CLASS_STATUS_SUSPENDED), ClassStatus.CLASS_STATUS_APPROVED, true),
    END(Party.INSTITUTION, Set.of(ClassStatus.CLASS_STATUS_RUNNING), ClassStatus.CLASS_STATUS_ENDED, false),
    FILE(Party.INSTITUTION, Set.of(ClassStatus.CLASS_STATUS_ENDED), ClassStatus.CLASS_STATUS_FILED, false),
    RETURN(Party.SUPERVISOR, Set.of(ClassStatus.CLASS_STATUS_FILED), ClassStatus.CLASS_STATUS_ENDED, true),
    ACCEPT(Party.SUPERVISOR, Set.of(ClassStatus.CLASS_STATUS_FILED), ClassStatus.CLASS_STATUS_ACCEPTED, false);

    /** Who makes a move. */
    public enum Party {
        INSTITUTION,
        SUPERVISOR,
        CLOCK
    }

    private final Party party;

    @SuppressWarnings("ImmutableEnumChecker") // a copy that cannot be changed
    private final Set<ClassStatus> from;

    private final ClassStatus to;
    private final boolean needsReason;

    ClassMove(Party party, Set<ClassStatus> from, ClassStatus to, boolean needsReason) {
        this.party = party;
        this.from = Set.copyOf(from);
        this.to = to;
        this.needsReason = needsReason;
    }

    public Party party() {
        return party;
    }

    public ClassStatus to() {
        return to;
    }

    boolean needsReason() {
        return needsReason;
    }

    public boolean beginsAt(ClassStatus status) {
        return from.contains(status);
    }

    /** Where it begins, in the order of a class's life. */
    public List<ClassStatus> from() {
        return from.stream().sorted().toList();
    }

    /** As the API says it. */
    public ClassTransition transition() {
        return ClassTransition.valueOf("CLASS_TRANSITION_" + name());
    }

    /** The change of an application that stands at {@code status}; empty when it cannot be changed any more. */
    static Optional<ClassMove> changeAt(ClassStatus status) {
        return Arrays.stream(new ClassMove[] {CHANGE, APPLY_AGAIN})
                .filter(move -> move.beginsAt(status))
                .findFirst();
    }
}
