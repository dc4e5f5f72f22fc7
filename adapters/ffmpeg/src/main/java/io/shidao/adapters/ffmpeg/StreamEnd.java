package io.shidao.adapters.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_DEMUXER_NOT_FOUND;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXIT;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_FORBIDDEN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_NOT_FOUND;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_UNAUTHORIZED;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_INVALIDDATA;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_PROTOCOL_NOT_FOUND;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_STREAM_NOT_FOUND;

import io.shidao.kernel.media.SourceState;

/** A stream is over: why, in our words. Thrown inside this package only. */
final class StreamEnd extends Exception {
    private static final long serialVersionUID = 1L;

    // Linux numbers; libavformat returns them negated
    private static final int NO_ENTRY = -2;
    private static final int IO_ERROR = -5;
    private static final int ACCESS_DENIED = -13;
    private static final int BROKEN_PIPE = -32;
    private static final int NET_UNREACHABLE = -101;
    private static final int CONNECTION_ABORTED = -103;
    private static final int CONNECTION_RESET = -104;
    private static final int NOT_CONNECTED = -107;
    private static final int TIMED_OUT = -110;
    private static final int CONNECTION_REFUSED = -111;
    private static final int HOST_UNREACHABLE = -113;

    private final SourceState state;

    StreamEnd(SourceState state, String detail) {
        super(detail, null, false, false);
        this.state = state;
    }

    SourceState state() {
        return state;
    }

    /** What a negative result means while the stream is being opened. */
    static StreamEnd whileOpening(int result) {
        return new StreamEnd(stateWhileOpening(result), "cannot be opened: " + Libav.describe(result));
    }

    /** What a negative result means once the stream was open. */
    static StreamEnd whileReading(int result) {
        if (result == AVERROR_EOF) {
            return new StreamEnd(SourceState.ENDED, "the stream ended by itself");
        }
        return new StreamEnd(stateWhileReading(result), "stopped: " + Libav.describe(result));
    }

    private static SourceState stateWhileOpening(int result) {
        if (result == AVERROR_HTTP_UNAUTHORIZED || result == AVERROR_HTTP_FORBIDDEN || result == ACCESS_DENIED) {
            return SourceState.UNAUTHORISED;
        } else if (result == AVERROR_HTTP_NOT_FOUND || result == NO_ENTRY) {
            return SourceState.NOT_FOUND;
        } else if (result == TIMED_OUT || result == AVERROR_EXIT) {
            return SourceState.TIMED_OUT;
        }
        return isRefusal(result) ? SourceState.REFUSED : SourceState.BAD_STREAM;
    }

    /** An I/O error while connecting is a name that does not resolve: libavformat has no better number for it. */
    private static boolean isRefusal(int result) {
        return switch (result) {
            case CONNECTION_REFUSED,
                    HOST_UNREACHABLE,
                    NET_UNREACHABLE,
                    CONNECTION_RESET,
                    CONNECTION_ABORTED,
                    BROKEN_PIPE,
                    IO_ERROR -> true;
            default -> false;
        };
    }

    private static SourceState stateWhileReading(int result) {
        if (result == TIMED_OUT || result == AVERROR_EXIT) {
            return SourceState.TIMED_OUT;
        } else if (isBadStream(result)) {
            return SourceState.BAD_STREAM;
        }
        // reset, broken pipe, not connected …: the camera has gone
        return isRefusal(result) || result == NOT_CONNECTED ? SourceState.ENDED : SourceState.BAD_STREAM;
    }

    private static boolean isBadStream(int result) {
        return result == AVERROR_INVALIDDATA
                || result == AVERROR_STREAM_NOT_FOUND
                || result == AVERROR_DEMUXER_NOT_FOUND
                || result == AVERROR_PROTOCOL_NOT_FOUND;
    }
}
