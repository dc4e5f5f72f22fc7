package io.shidao.kernel.session;

/** How somebody said that a trainee is present. */
public enum ClaimKind {
    SIGNATURE,
    CHECK_IN,
    ONLINE_LOGIN
}
