package io.shidao.testkit.camera;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The second opinion: a camera that others wrote, GStreamer's RTSP server as a child process on 127.0.0.1. It ends with
 * this process, however that ends. Used by one thread at a time.
 */
public final class GstCamera implements AutoCloseable {
    /** What has to be installed on Debian. */
    public static final String PACKAGES = "python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-base"
            + " gstreamer1.0-plugins-good gstreamer1.0-plugins-bad gstreamer1.0-plugins-ugly";

    // Debian's own, which sees Debian's packages, whichever Python comes first in the path
    private static final String PYTHON = "/usr/bin/python3";
    private static final String SCRIPT = "gst_camera.py";
    private static final long END_SECONDS = 5;

    private final List<String> command;
    private final Path script;
    private Server server;
    private int port;

    private GstCamera(List<String> command, Path script) throws IOException {
        this.command = command;
        this.script = script;
        this.server = new Server(command);
    }

    /** Serves these pipelines to everybody. */
    public static GstCamera open(Map<String, String> pipelines) {
        return open(pipelines, "", "");
    }

    /** Serves these pipelines, by path, to one user, who signs in by Digest. */
    public static GstCamera open(Map<String, String> pipelines, String user, String password) {
        try {
            return start(pipelines, user, password);
        } catch (IOException e) {
            throw new UncheckedIOException("GStreamer's camera cannot be started; is it installed? " + PACKAGES, e);
        }
    }

    private static GstCamera start(Map<String, String> pipelines, String user, String password) throws IOException {
        Path script = unpack();
        List<String> command = new ArrayList<>(List.of(PYTHON, script.toString(), user, password));
        pipelines.forEach((path, pipeline) -> command.addAll(List.of(path, pipeline)));
        GstCamera camera = new GstCamera(List.copyOf(command), script);
        camera.port = camera.server.listen(0);
        return camera;
    }

    /**
     * A moving ball in H.264, 320 x 240, 20 frames/s, a key frame every half second.
     *
     * @param bPictures between two others; with some, pictures come out of the order in which they are shown
     */
    public static String ball(int bPictures) {
        String latency = bPictures == 0 ? "tune=zerolatency" : "rc-lookahead=5 sync-lookahead=0";
        return "videotestsrc is-live=true pattern=ball ! video/x-raw,width=320,height=240,framerate=20/1 ! x264enc "
                + latency + " bframes=" + bPictures + " b-adapt=false key-int-max=10 bitrate=300 threads=1"
                + " ! h264parse config-interval=-1 ! rtph264pay name=pay0 pt=96";
    }

    /** What keeps it from running here, for a test that is skipped to say; empty when it runs. */
    public static Optional<String> missing() {
        String advice = " (what to do: apt-get install --no-install-recommends " + PACKAGES + ")";
        if (!Files.isExecutable(Path.of(PYTHON))) {
            return Optional.of("GStreamer's RTSP server is not installed: no " + PYTHON + advice);
        }
        try {
            start(Map.of(), "", "").close();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("GStreamer's RTSP server is not installed: " + e.getMessage() + advice);
        }
    }

    private static Path unpack() throws IOException {
        Path file = Files.createTempFile("camera", ".py");
        file.toFile().deleteOnExit();
        try (InputStream in = GstCamera.class.getResourceAsStream(SCRIPT)) {
            if (in == null) {
                throw new IOException(SCRIPT + " is missing beside its class");
            }
            Files.write(file, in.readAllBytes());
        }
        return file;
    }

    public String url(String path) {
        return "rtsp://127.0.0.1:" + port + path;
    }

    public String url(String path, String user, String password) {
        String encoded = URLEncoder.encode(password, StandardCharsets.UTF_8).replace("+", "%20");
        return "rtsp://" + user + ":" + encoded + "@127.0.0.1:" + port + path;
    }

    /** Stops the process: its connections stay, nothing comes any more. */
    public void freeze() {
        server.signal("STOP");
    }

    /** Lets it go on. */
    public void thaw() {
        server.signal("CONT");
    }

    /** Kills the process; another one stands by, to come back at once. */
    public void cut() {
        try {
            Server next = new Server(command);
            server.kill();
            server = next;
        } catch (IOException e) {
            throw new UncheckedIOException("GStreamer's camera", e);
        }
    }

    /** Listens again, on the same port. */
    public void comeBack() {
        try {
            server.listen(port);
        } catch (IOException e) {
            throw new UncheckedIOException("GStreamer's camera", e);
        }
    }

    @Override
    public void close() {
        server.kill();
        try {
            Files.deleteIfExists(script);
        } catch (IOException e) {
            throw new UncheckedIOException(script.toString(), e);
        }
    }

    /** One process. */
    private static final class Server {
        private final Process process;
        private final BufferedWriter orders;
        private final BufferedReader answers;
        private final Thread atTheEnd;

        Server(List<String> command) throws IOException {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            orders = process.outputWriter(StandardCharsets.UTF_8);
            answers = process.inputReader(StandardCharsets.UTF_8);
            // a process that is stopped does not see that its standard input ends
            atTheEnd = new Thread(process::destroyForcibly);
            Runtime.getRuntime().addShutdownHook(atTheEnd);
            String said = answers.readLine();
            if (!"ready".equals(said)) {
                kill();
                throw new IOException(said == null ? "python3-gi or gir1.2-gst-rtsp-server-1.0 is missing" : said);
            }
        }

        /** Returns the port that it listens on. */
        int listen(int port) throws IOException {
            orders.write("listen " + port + "\n");
            orders.flush();
            String said = answers.readLine();
            if (said == null || !said.matches("port \\d+")) {
                throw new IOException("cannot listen on port " + port + ": " + said);
            }
            return Integer.parseInt(said.substring(5));
        }

        void signal(String name) {
            try {
                Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start();
                if (!kill.waitFor(END_SECONDS, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                    throw new IllegalStateException("signal " + name + " did not reach " + process);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("signal " + name, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void kill() {
            Runtime.getRuntime().removeShutdownHook(atTheEnd);
            process.destroyForcibly();
            try {
                process.waitFor(END_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
