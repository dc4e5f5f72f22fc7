package io.shidao.kernel.face;

/** Port: finds the landmarks of a detected face, measures its quality and warps it for the embedder. Thread-safe. */
public interface FaceAligner {
    AlignedFace align(Picture picture, DetectedFace face);
}
