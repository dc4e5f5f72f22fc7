package io.shidao.kernel.session;

/** What a session is. The first three take place in a classroom before cameras, the last on an online platform. */
public enum SessionKind {
    THEORY,
    PRACTICE,
    EXAM,
    ONLINE;

    public boolean isOnline() {
        return this == ONLINE;
    }
}
