package io.shidao.kernel.face;

/** Port: makes the template of an aligned face. Thread-safe. */
public interface FaceEmbedder {
    ModelId model();

    FaceTemplate embed(AlignedFace face);
}
