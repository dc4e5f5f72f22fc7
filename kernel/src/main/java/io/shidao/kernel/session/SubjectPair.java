package io.shidao.kernel.session;

import io.shidao.kernel.id.SubjectId;

/**
 * Two people, in no order: the pair of A and B is the pair of B and A.
 *
 * @param first the one with the lower id
 */
public record SubjectPair(SubjectId first, SubjectId second) {
    public SubjectPair {
        if (first.value().compareTo(second.value()) >= 0) {
            throw new IllegalArgumentException(
                    "pair: " + first + ", " + second + " (expected: two different people, lower id first; use of)");
        }
    }

    public static SubjectPair of(SubjectId one, SubjectId other) {
        return one.value().compareTo(other.value()) < 0 ? new SubjectPair(one, other) : new SubjectPair(other, one);
    }

    public boolean contains(SubjectId subject) {
        return first.equals(subject) || second.equals(subject);
    }

    /** @throws IllegalArgumentException when {@code subject} is neither of the two */
    public SubjectId other(SubjectId subject) {
        if (!contains(subject)) {
            throw new IllegalArgumentException("pair: " + subject + " (expected: " + first + " or " + second + ")");
        }
        return first.equals(subject) ? second : first;
    }
}
