package io.shidao.kernel.session;

import io.shidao.kernel.id.SubjectId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The subjects expected in a session, and the only ones whom its faces are compared with.
 *
 * @param inseparable pairs of members whom the matcher cannot tell apart (siblings, twins, one face under two names):
 *     between the two nothing is decided by machine, a person verifies them
 */
public record Roster(List<RosterEntry> entries, Set<SubjectPair> inseparable) {
    public Roster {
        entries = List.copyOf(entries);
        inseparable = Set.copyOf(inseparable);
        Set<SubjectId> seen = new HashSet<>();
        for (RosterEntry entry : entries) {
            if (!seen.add(entry.subject())) {
                throw new IllegalArgumentException("roster: subject " + entry.subject() + " twice (expected: once)");
            }
        }
        for (SubjectPair pair : inseparable) {
            if (!seen.contains(pair.first()) || !seen.contains(pair.second())) {
                throw new IllegalArgumentException("roster: inseparable " + pair + " (expected: two of its members)");
            }
        }
    }

    /** A roster whose members can all be told apart. */
    public Roster(List<RosterEntry> entries) {
        this(entries, Set.of());
    }

    public Optional<RosterEntry> find(SubjectId subject) {
        return entries.stream().filter(e -> e.subject().equals(subject)).findFirst();
    }

    public Stream<RosterEntry> trainees() {
        return entries.stream().filter(e -> e.role() == SubjectRole.TRAINEE);
    }

    /** The members whom a face of {@code subject} may be taken for; empty for nearly everybody. */
    public Set<SubjectId> inseparableFrom(SubjectId subject) {
        return inseparable.stream()
                .filter(pair -> pair.contains(subject))
                .map(pair -> pair.other(subject))
                .collect(Collectors.toUnmodifiableSet());
    }
}
