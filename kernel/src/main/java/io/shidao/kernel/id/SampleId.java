package io.shidao.kernel.id;

/** Identity of one key frame or snapshot: 1 to 64 characters of {@code [A-Za-z0-9_-]}, opaque, without meaning. */
public record SampleId(String value) {
    public SampleId {
        Ids.check("SampleId", value);
    }

    /** A fresh, time-ordered id. */
    public static SampleId fresh() {
        return new SampleId(Ids.fresh());
    }

    @Override
    public String toString() {
        return value;
    }
}
