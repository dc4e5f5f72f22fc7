package io.shidao.testkit.region;

import io.shidao.kernel.record.AnomalyKind;
import java.util.Set;

/**
 * Something that is wrong in a session.
 *
 * @param kind of the case that has to be opened
 * @param people numbers of those whom the case must name; empty where it names nobody, or cannot
 */
public record Planted(AnomalyKind kind, Set<Integer> people) {
    public Planted {
        people = Set.copyOf(people);
    }
}
