package io.shidao.testkit.region;

import io.shidao.kernel.record.AnomalyKind;
import java.util.Set;

/**
 * Something that is wrong in a session.
 *
 * @param kind of the case that has to be opened
 * @param people numbers of those whom the case must name; empty where it names nobody, or cannot
 * @param earlier numbers of the sessions with one of which the case can be found only; empty where it needs no other
 */
public record Planted(AnomalyKind kind, Set<Integer> people, Set<Integer> earlier) {
    public Planted {
        people = Set.copyOf(people);
        earlier = Set.copyOf(earlier);
    }

    Planted(AnomalyKind kind, Set<Integer> people) {
        this(kind, people, Set.of());
    }
}
