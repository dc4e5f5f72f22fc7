package io.shidao.kernel.record;

/** A machine only opens; the other steps are a person's. */
public enum AnomalyStatus {
    OPEN,
    UNDER_REVIEW,
    CONFIRMED,
    DISMISSED
}
