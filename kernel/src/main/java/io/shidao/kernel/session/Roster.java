package io.shidao.kernel.session;

import io.shidao.kernel.id.SubjectId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The subjects expected in a session, and the only ones whom its faces are compared with. */
public record Roster(List<RosterEntry> entries) {
    public Roster {
        entries = List.copyOf(entries);
        Set<SubjectId> seen = new HashSet<>();
        for (RosterEntry entry : entries) {
            if (!seen.add(entry.subject())) {
                throw new IllegalArgumentException("roster: subject " + entry.subject() + " twice (expected: once)");
            }
        }
    }

    public Optional<RosterEntry> find(SubjectId subject) {
        return entries.stream().filter(e -> e.subject().equals(subject)).findFirst();
    }

    public Stream<RosterEntry> trainees() {
        return entries.stream().filter(e -> e.role() == SubjectRole.TRAINEE);
    }
}
