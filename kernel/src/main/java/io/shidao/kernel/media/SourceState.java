package io.shidao.kernel.media;

/** What a source is doing, as far as its connection tells; whether the picture is any good is for the analyzer. */
public enum SourceState {
    /** Being opened, or waiting to be opened again. */
    CONNECTING,
    /** Access units arrive as they are needed. */
    STREAMING,
    /** Access units arrive, but too seldom where decoding can start, with losses, or with a clock that runs away. */
    DEGRADED,
    /** Connected, but nothing arrives. */
    FROZEN,
    /** The camera wants another user or password. */
    UNAUTHORISED,
    /** The camera answers, but has no such stream (404), or the file does not exist. */
    NOT_FOUND,
    /** Nobody listens at the address, or the name does not resolve. */
    REFUSED,
    /** The address was reached or not, but no answer came in time. */
    TIMED_OUT,
    /** Connected, but what arrives is not a video that can be used. */
    BAD_STREAM,
    /** Ended by itself: the end of a file, or the camera closed the connection. */
    ENDED,
    /** Closed by us: nobody needs it now. */
    CLOSED;

    /** Whether access units arrive. */
    public boolean isDelivering() {
        return this == STREAMING || this == DEGRADED;
    }
}
