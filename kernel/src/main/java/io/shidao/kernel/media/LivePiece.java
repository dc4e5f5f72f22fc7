package io.shidao.kernel.media;

import java.time.Instant;

/** What a viewer of a live stream gets, in order: a start, then pictures; another start when the stream changed. */
public sealed interface LivePiece {
    /**
     * What the pictures that follow need before them.
     *
     * @param mediaType with RFC 6381 codecs, e.g. {@code video/mp4; codecs="avc1.640028"}
     * @param width pixels
     * @param height pixels
     * @param bits initialisation segment of fragmented MP4
     */
    record Start(String mediaType, int width, int height, Payload bits) implements LivePiece {}

    /**
     * One picture.
     *
     * @param key whether showing can start here
     * @param presentationMicros its time in the player, µs
     * @param capturedAt when the camera took it
     * @param bits fragment of MP4
     */
    record Picture(boolean key, long presentationMicros, Instant capturedAt, Payload bits) implements LivePiece {}

    /** The stream broke off and is being opened again; the next picture is a key picture. */
    record Break(SourceState why) implements LivePiece {}

    /** Nothing more will come: the source is no longer this node's. */
    record End() implements LivePiece {}
}
