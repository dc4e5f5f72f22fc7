package io.shidao.app.bench.ingest;

import io.shidao.testkit.camera.CameraServer;
import io.shidao.testkit.camera.VideoFeed;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;

/** Many cameras on one port, in a process of their own: {@code /camera0}, {@code /camera1} … */
public final class CameraFarm {
    private static final int SERVER_THREADS = 1;

    private CameraFarm() {}

    /** Serves until the standard input ends. The first line says port and rate. */
    public static void serve(PrintStream out, int mounts, int width, int height, int bitsPerSecond) throws IOException {
        BenchVideo video = BenchVideo.encode(width, height, bitsPerSecond);
        try (CameraServer server = CameraServer.open(0, SERVER_THREADS)) {
            for (int i = 0; i < mounts; i++) {
                server.mount("/camera" + i, VideoFeed.loop(video.framesPerSecond(), video.units()));
            }
            out.printf(Locale.ROOT, "ready %d %.2f%n", server.port(), video.megabitsPerSecond());
            out.flush();
            Child.awaitEndOfInput();
        }
    }
}
