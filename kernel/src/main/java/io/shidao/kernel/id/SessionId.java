package io.shidao.kernel.id;

/** Identity of a planned session: 1 to 64 characters of {@code [A-Za-z0-9_-]}, opaque, without meaning. */
public record SessionId(String value) {
    public SessionId {
        Ids.check("SessionId", value);
    }

    /** A fresh, time-ordered id. */
    public static SessionId fresh() {
        return new SessionId(Ids.fresh());
    }

    @Override
    public String toString() {
        return value;
    }
}
