package io.shidao.api.view;

import io.shidao.proto.api.v1.SourceView;
import java.time.Instant;

/** Port: the usual views that the analyzer keeps of cameras. Thread-safe. */
public interface SourceViews {
    /** Without times when nothing is kept. */
    SourceView get(String source);

    /** Forgets the view for good: sessions that run learn it anew, too. */
    SourceView reset(String source, Instant at);
}
