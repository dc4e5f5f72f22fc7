package io.shidao.api.watch;

/** Why somebody may not watch, or not any longer; the console has words for each. */
enum Refusal {
    /** No such session in the caller's scope. */
    NOT_FOUND,
    /** Nobody is watched outside class. */
    NOT_RUNNING,
    SESSION_OVER,
    SIGNED_OUT,
    /** The source is opened by another node than this one, or is an online platform without a camera. */
    NOT_HERE,
    /** This node has all the viewers it takes. */
    FULL,
    FAILED;

    /** Of the range for applications (RFC 6455, 7.4.2). */
    int closeCode() {
        return 4000 + ordinal();
    }
}
