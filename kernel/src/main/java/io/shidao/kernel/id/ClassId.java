package io.shidao.kernel.id;

/** Identity of a class, that is one run of a programme for a roster of trainees: 1 to 64 characters of {@code [A-Za-z0-9_-]}, opaque, without meaning. */
public record ClassId(String value) {
    public ClassId {
        Ids.check("ClassId", value);
    }

    /** A fresh, time-ordered id. */
    public static ClassId fresh() {
        return new ClassId(Ids.fresh());
    }

    @Override
    public String toString() {
        return value;
    }
}
