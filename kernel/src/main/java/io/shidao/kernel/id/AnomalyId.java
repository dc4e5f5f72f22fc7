package io.shidao.kernel.id;

/** Identity of an anomaly of a session: 1 to 64 characters of {@code [A-Za-z0-9_-]}, opaque, without meaning. */
public record AnomalyId(String value) {
    public AnomalyId {
        Ids.check("AnomalyId", value);
    }

    /** A fresh, time-ordered id. */
    public static AnomalyId fresh() {
        return new AnomalyId(Ids.fresh());
    }

    @Override
    public String toString() {
        return value;
    }
}
