package io.shidao.ingest.fmp4;

/** Why there is no fragment of an access unit; the next key unit may bring the stream back. */
public enum LeftOut implements Muxed {
    /** Not a key unit, and nothing before it that it could refer to. */
    BEFORE_KEY,
    /** A key unit without parameter sets, and none came before it. */
    NO_PARAMETER_SETS,
    /** Parameter sets that make no sense, or of a size or form that no camera sends. */
    BAD_PARAMETER_SETS,
    /** The parameter sets changed in the middle of a group of pictures: what follows needs a new start. */
    CHANGED_BETWEEN_KEYS,
    /** The timestamp left the group of pictures that it belongs to. */
    TIME_JUMPED,
    /** No coded picture in the unit. */
    NO_PICTURE,
    /** Larger than {@link Fmp4Muxer#MAX_UNIT_BYTES}, or in more pieces than {@link Fmp4Muxer#MAX_NAL_UNITS}. */
    TOO_LARGE
}
