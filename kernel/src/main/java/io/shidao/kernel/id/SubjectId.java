package io.shidao.kernel.id;

/** Identity of a biometric data subject, that is a trainee or a teacher: 1 to 64 characters of {@code [A-Za-z0-9_-]}, opaque, without meaning. */
public record SubjectId(String value) {
    public SubjectId {
        Ids.check("SubjectId", value);
    }

    /** A fresh, time-ordered id. */
    public static SubjectId fresh() {
        return new SubjectId(Ids.fresh());
    }

    @Override
    public String toString() {
        return value;
    }
}
