package io.shidao.ingest.camera;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Port: finds cameras and recorders, and asks them for their streams. Everything they answer is hostile input. Thread-safe. */
public interface CameraFinder {
    /**
     * Asks everybody on this machine's networks; waits for all of {@code wait}, real time, because nobody says that no
     * more answers come.
     *
     * @throws CameraException UNREACHABLE when the network cannot be used
     */
    List<FoundCamera> discover(Duration wait);

    /** Asks one host only, also beyond a router, where the question to everybody does not reach. */
    List<FoundCamera> probe(String host, Duration wait);

    /**
     * Asks a device for its streams.
     *
     * @param service its device service, e.g. {@code http://192.0.2.7/onvif/device_service}
     * @throws CameraException whatever is in the way, with what to do about it
     */
    CameraDescription describe(URI service, CameraLogin login);
}
