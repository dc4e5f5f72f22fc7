package io.shidao.ingest.camera;

import java.time.Duration;
import java.util.List;

/**
 * What a camera says about itself.
 *
 * @param manufacturer empty when it does not say
 * @param model empty when it does not say
 * @param clockOffset its clock minus ours
 * @param streams in the camera's order
 */
public record CameraDescription(String manufacturer, String model, Duration clockOffset, List<CameraStream> streams) {
    public CameraDescription {
        streams = List.copyOf(streams);
    }
}
