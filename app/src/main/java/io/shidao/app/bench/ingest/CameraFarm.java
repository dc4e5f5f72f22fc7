package io.shidao.app.bench.ingest;

import io.shidao.testkit.camera.CameraServer;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;

/**
 * Many cameras on one port, in a process of their own: {@code /camera0}, {@code /camera1} …; their key frames are spread
 * over time, as those of real cameras are.
 */
public final class CameraFarm {
    private static final int SERVER_THREADS = 1;

    private CameraFarm() {}

    /** Serves until the standard input ends. The first line says port and rate. */
    public static void serve(PrintStream out, int mounts, int width, int height, int bitsPerSecond) throws IOException {
        BenchVideo video = BenchVideo.encode(width, height, bitsPerSecond);
        try (CameraServer server = CameraServer.open(0, SERVER_THREADS)) {
            for (int i = 0; i < mounts; i++) {
                int shift = i * video.framesPerGroup() / mounts;
                server.mount("/camera" + i, new ShiftedLoop(video.framesPerSecond(), video.units(), shift));
            }
            out.printf(Locale.ROOT, "ready %d %.2f%n", server.port(), video.megabitsPerSecond());
            out.flush();
            Child.awaitEndOfInput();
        }
    }
}
