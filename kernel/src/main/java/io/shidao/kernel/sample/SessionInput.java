package io.shidao.kernel.sample;

import io.shidao.kernel.id.SessionId;
import java.time.Instant;

/** What ingest tells the analyzer about one session, in order: a {@link Sample} or a {@link SourceChange}. */
public sealed interface SessionInput permits Sample, SourceChange {
    SessionId session();

    /** When it happened in the classroom or at the trainee's computer. */
    Instant at();
}
