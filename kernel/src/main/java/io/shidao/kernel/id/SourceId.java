package io.shidao.kernel.id;

/** Identity of a camera stream or an online platform: 1 to 64 characters of {@code [A-Za-z0-9_-]}, opaque, without meaning. */
public record SourceId(String value) {
    public SourceId {
        Ids.check("SourceId", value);
    }

    /** A fresh, time-ordered id. */
    public static SourceId fresh() {
        return new SourceId(Ids.fresh());
    }

    @Override
    public String toString() {
        return value;
    }
}
