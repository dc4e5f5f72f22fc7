package io.shidao.api.watch;

/** Why somebody may not watch, or not any longer; the console has words for each. */
enum Refusal {
    /** No such session in the caller's scope. */
    NOT_FOUND(4000),
    /** Nobody is watched outside class. */
    NOT_RUNNING(4001),
    SESSION_OVER(4002),
    SIGNED_OUT(4003),
    /** The source is opened by another node than this one, or is an online platform without a camera. */
    NOT_HERE(4004),
    /** This node has all the viewers it takes. */
    FULL(4005),
    FAILED(4006);

    private final int closeCode;

    Refusal(int closeCode) {
        this.closeCode = closeCode;
    }

    /** Of the range for applications (RFC 6455, 7.4.2). */
    int closeCode() {
        return closeCode;
    }
}
