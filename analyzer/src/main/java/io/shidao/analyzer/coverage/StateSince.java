package io.shidao.analyzer.coverage;

import io.shidao.kernel.media.SourceState;
import java.time.Instant;

/** What a source did from a time on. */
public record StateSince(SourceState state, Instant since) {}
