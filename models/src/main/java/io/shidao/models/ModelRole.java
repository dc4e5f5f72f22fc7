package io.shidao.models;

/** What a model is for. */
public enum ModelRole {
    /** Finds faces. */
    DETECT,
    /** Finds the points of a face. */
    LANDMARK,
    /** Turns an aligned face into features. */
    EMBED,
    /** Tells a live face from a picture of one. */
    LIVENESS
}
