package io.shidao.adapters.rtsp.outcome;

import io.shidao.kernel.media.SourceState;
import org.jspecify.annotations.Nullable;

/** A stream is over: why, in our words, never with credentials. Thrown inside this adapter only. */
public final class StreamEnd extends Exception {
    private static final long serialVersionUID = 1L;

    private final SourceState state;
    private final @Nullable Malformed malformed;

    private StreamEnd(SourceState state, String detail, @Nullable Malformed malformed) {
        super(detail, null, false, false);
        this.state = state;
        this.malformed = malformed;
    }

    public static StreamEnd of(SourceState state, String detail) {
        return new StreamEnd(state, detail, null);
    }

    /** What came cannot be understood. */
    public static StreamEnd malformed(Malformed kind, String detail) {
        return new StreamEnd(SourceState.BAD_STREAM, detail, kind);
    }

    public SourceState state() {
        return state;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    /** Which kind of bad bytes ended it; null when it was something else. */
    public @Nullable Malformed malformed() {
        return malformed;
    }
}
