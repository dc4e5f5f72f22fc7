package io.shidao.testkit.classroom;

/** Turns a rendered picture into one H.264 access unit in Annex B form. Called by one thread at a time. */
@FunctionalInterface
public interface FrameEncoder {
    /** @param bgr rows without padding, 3 bytes a pixel; valid during the call only */
    byte[] encode(byte[] bgr);
}
