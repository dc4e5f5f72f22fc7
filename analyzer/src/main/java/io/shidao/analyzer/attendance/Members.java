package io.shidao.analyzer.attendance;

import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.session.Roster;
import io.shidao.kernel.session.SubjectPair;
import io.shidao.kernel.session.SubjectRole;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The roster as far as attendance rests on it, without anything of a face, so that it can be kept.
 *
 * @param inseparable pairs whom the matcher cannot tell apart
 */
public record Members(List<Member> list, Set<SubjectPair> inseparable) {
    public Members {
        list = List.copyOf(list);
        inseparable = Set.copyOf(inseparable);
    }

    /**
     * One expected person.
     *
     * @param enrolled whether there was a reference to verify the person by
     */
    public record Member(SubjectId subject, SubjectRole role, boolean enrolled) {}

    public static Members of(Roster roster) {
        return of(roster, subject -> roster.find(subject).orElseThrow().isEnrolled());
    }

    /** @param enrolled who could be verified while the session ran: neither a later enrolment nor an erasure changes that */
    public static Members of(Roster roster, Predicate<SubjectId> enrolled) {
        return new Members(
                roster.entries().stream()
                        .map(e -> new Member(e.subject(), e.role(), enrolled.test(e.subject())))
                        .toList(),
                roster.inseparable());
    }

    /** The members whom a face of {@code subject} may be taken for; empty for nearly everybody. */
    Set<SubjectId> inseparableFrom(SubjectId subject) {
        return inseparable.stream()
                .filter(pair -> pair.contains(subject))
                .map(pair -> pair.other(subject))
                .collect(Collectors.toUnmodifiableSet());
    }
}
