package io.shidao.testkit.camera;

/** How a camera leaves its clients. */
public enum HangUp {
    /** Orderly, by FIN. */
    FIN,
    /** At once, by RST, as after a power cut. */
    RST
}
