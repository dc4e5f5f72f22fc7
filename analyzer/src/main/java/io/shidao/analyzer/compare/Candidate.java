package io.shidao.analyzer.compare;

import io.shidao.kernel.id.SubjectId;

/**
 * One member of the roster as a possible answer.
 *
 * @param cosine with the best of the subject's references, −1 to 1
 * @param normalised z-norm: how many standard deviations the cosine lies above those with the other members
 */
public record Candidate(SubjectId subject, double cosine, double normalised) {}
