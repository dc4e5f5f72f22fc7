package io.shidao.analyzer.coverage;

/** Whether a source showed the room at a time, or why it did not. */
public enum Sight {
    /** Samples came, and nothing speaks against them. */
    SEEN(false),
    /** No samples, because the source was not connected; the span names the state it was in. */
    NOT_CONNECTED(false),
    /** No samples, because the source was connected and sent nothing. */
    FROZEN(false),
    /** Samples came that could not be decoded or analysed. */
    DAMAGED(false),
    /** No samples although the source delivered, or nobody said what it did. */
    NO_DATA(false),
    /** Out of focus, or the lens is dirty. */
    BLURRED(true),
    /** Too dark to see anybody. */
    DARK(true),
    /** Something is before the lens. */
    COVERED(true),
    /** The camera looks somewhere else than at the room. */
    TURNED_AWAY(true),
    /** Pictures come, but always the same. */
    UNCHANGING(true),
    /** The pictures were seen before: a loop, or footage of another session. */
    REPLAYED(true);

    private final boolean ofPicture;

    Sight(boolean ofPicture) {
        this.ofPicture = ofPicture;
    }

    /** Whether it is for the picture checks to say, see {@link Coverage#judge}; where several hold, the last one counts. */
    public boolean isOfPicture() {
        return ofPicture;
    }
}
