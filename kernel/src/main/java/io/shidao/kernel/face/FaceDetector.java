package io.shidao.kernel.face;

import java.util.List;

/** Port: finds faces. Thread-safe. */
public interface FaceDetector {
    /** All faces, best score first; boxes may reach over the picture's edge. */
    List<DetectedFace> detect(Picture picture);
}
