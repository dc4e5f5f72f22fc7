package io.shidao.kernel.session;

import io.shidao.kernel.id.Ids;

/**
 * Names one version of an attendance policy, whose rules never change.
 *
 * @param policy id, e.g. {@code default}
 * @param number from 1
 */
public record PolicyVersion(String policy, int number) {
    public PolicyVersion {
        Ids.check("policy", policy);
        if (number < 1) {
            throw new IllegalArgumentException("policy version: " + number + " (expected: 1 or more)");
        }
    }

    @Override
    public String toString() {
        return policy + "@" + number;
    }
}
