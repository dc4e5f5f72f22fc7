package io.shidao.kernel.id;

/** Identity of a training institution: 1 to 64 characters of {@code [A-Za-z0-9_-]}, opaque, without meaning. */
public record InstitutionId(String value) {
    public InstitutionId {
        Ids.check("InstitutionId", value);
    }

    /** A fresh, time-ordered id. */
    public static InstitutionId fresh() {
        return new InstitutionId(Ids.fresh());
    }

    @Override
    public String toString() {
        return value;
    }
}
