package io.shidao.analyzer.compare;

import io.shidao.kernel.id.SubjectId;

/**
 * One member of the roster as a possible answer.
 *
 * @param cosine with the member's fused references, −1 to 1
 * @param normalised z-norm: how many standard deviations the cosine lies above those with the other members
 * @param score the cosine less the other members' mean, times {@code references.meanLength}: the mean over the
 *     references, however many there are
 * @param spread the standard deviation of such scores of different people
 * @param references what the member is compared by
 */
public record Candidate(
        SubjectId subject, double cosine, double normalised, double score, double spread, FusedReference references) {}
