package io.shidao.analyzer.across;

import io.shidao.kernel.id.InstitutionId;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SubjectId;
import java.time.Instant;

/**
 * That a teacher was seen teaching for an institution.
 *
 * @param person the same for one person at several institutions: a keyed hash of the ID number, else the subject's id
 * @param session the first one there
 * @param at when that one started
 */
public record Teaching(String person, InstitutionId institution, SessionId session, SubjectId subject, Instant at) {}
