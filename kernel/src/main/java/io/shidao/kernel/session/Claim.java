package io.shidao.kernel.session;

import io.shidao.kernel.id.SubjectId;
import java.time.Instant;

/** Somebody says that a trainee is present. The claim is what an impostor makes. */
public record Claim(String id, SubjectId subject, ClaimKind kind, Instant madeAt) {}
