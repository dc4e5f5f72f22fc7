package io.shidao.kernel.media;

/** What happens when a source is opened until its pictures can be used, in this order. */
public enum OpeningStep {
    /** The host's name resolves. */
    NAME,
    /** The address may be opened. */
    ADDRESS,
    /** The host takes the connection; encrypted, where that is asked for. */
    CONNECTION,
    /** User and password are accepted, or none are wanted. */
    SIGN_IN,
    /** The source says what it sends, and that can be used. */
    DESCRIPTION,
    /** It plays. */
    PLAY,
    /** A unit came where decoding can start. */
    KEY_FRAME,
    /** That unit gives a picture. */
    PICTURE;

    /** The one after this; the last has none and is itself. */
    public OpeningStep next() {
        return switch (this) {
            case NAME -> ADDRESS;
            case ADDRESS -> CONNECTION;
            case CONNECTION -> SIGN_IN;
            case SIGN_IN -> DESCRIPTION;
            case DESCRIPTION -> PLAY;
            case PLAY -> KEY_FRAME;
            case KEY_FRAME, PICTURE -> PICTURE;
        };
    }
}
