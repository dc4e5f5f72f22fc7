package io.shidao.app.camera;

import io.shidao.ingest.camera.CameraDescription;
import io.shidao.ingest.camera.FoundCamera;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A device and what came of asking it: a description, or a reason why there is none.
 *
 * @param found how it answered the search
 * @param service where it was asked; null when it named no address that may be opened
 */
record AskedCamera(
        FoundCamera found, @Nullable URI service, @Nullable CameraDescription description, String problem) {}
