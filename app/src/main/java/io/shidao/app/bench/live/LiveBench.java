package io.shidao.app.bench.live;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.shidao.app.demo.OneRoom;
import io.shidao.app.node.Service;
import io.shidao.testkit.camera.CameraServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Camera to screen, on one machine: a camera draws the time into each picture before it encodes it; the console plays it
 * in a real Chromium, where a script reads the time from each picture that is shown, and compares.
 */
public final class LiveBench {
    private static final Duration SETTLING = Duration.ofSeconds(8);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final PrintStream out;
    private final PrintStream progress;
    private final Duration measured;

    /** @param measured how long pictures are looked at, from 1 s to 1 h */
    public LiveBench(PrintStream out, PrintStream progress, Duration measured) {
        if (measured.toSeconds() < 1 || measured.toHours() > 1) {
            throw new IllegalArgumentException("bench: " + measured + " measured (expected: 1s to 1h)");
        }
        this.out = out;
        this.progress = progress;
        this.measured = measured;
    }

    /** Measures; false when there is no Chromium. */
    public boolean run() {
        Optional<Path> chromium = Chromium.installed();
        if (chromium.isEmpty()) {
            out.println("bench live: SKIPPED, no Chromium found in /usr/bin (what to do: apt-get install chromium)"
                    + " 未找到 Chromium,未测量");
            return false;
        }
        progress.println("starting camera, services and browser 正在启动摄像机、服务与浏览器 …");
        try (StampedCamera camera = new StampedCamera(Clock.systemUTC());
                CameraServer server = CameraServer.open()) {
            server.mount("/bench", camera);
            try (OneRoom room = OneRoom.open(EnumSet.of(Service.INGEST, Service.API), server.url("/bench"));
                    Chromium browser = Chromium.start(chromium.get())) {
                watch(browser, room);
                progress.printf("measuring for %d s 正在测量 …%n", measured.toSeconds());
                report(JsonParser.parseString(browser.evaluate(
                                script("measure.js").replace("SECONDS", Long.toString(measured.toSeconds())),
                                measured.plus(PATIENCE)))
                        .getAsJsonObject());
            }
        }
        return true;
    }

    /** Opens the session's page, signed in, and starts the live picture as a person does. */
    private static void watch(Chromium browser, OneRoom room) {
        browser.open(room.address().resolve("/favicon.svg").toString());
        String open = script("watch.js")
                .replace("SIGN_IN", room.signIn())
                .replace("SETTLING", Long.toString(SETTLING.toMillis()));
        String prepare = open.substring(0, open.indexOf("// then"));
        String unused = browser.evaluate(prepare, PATIENCE);
        browser.open(room.address().resolve("/sessions/" + room.session()).toString());
        String state = browser.evaluate(open.substring(open.indexOf("// then")), PATIENCE);
        if (!state.equals("playing")) {
            throw new IllegalStateException("bench: the live picture is '" + state + "' (expected: playing)");
        }
    }

    private void report(JsonObject seen) {
        List<Long> delays = new ArrayList<>();
        int unreadable = 0;
        JsonArray pictures = seen.getAsJsonArray("pictures");
        for (var one : pictures) {
            JsonObject picture = one.getAsJsonObject();
            OptionalLong told = TimeStamp.read(picture.get("bits").getAsLong());
            if (told.isPresent()) {
                delays.add(TimeStamp.elapsed(told.getAsLong(), picture.get("at").getAsDouble()));
            } else {
                unreadable++;
            }
        }
        if (delays.isEmpty()) {
            throw new IllegalStateException("bench: no picture could be read of " + pictures.size());
        }
        Collections.sort(delays);
        out.printf(
                Locale.ROOT,
                "bench live: %dx%d, %d frames/s, group of 2 s; %.1f s, %d stalls, %d unreadable, machine load %.1f%n",
                StampedCamera.WIDTH,
                StampedCamera.HEIGHT,
                StampedCamera.FRAMES_PER_SECOND,
                (double) measured.toMillis() / 1000,
                seen.get("stalls").getAsInt(),
                unreadable,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        out.printf(
                Locale.ROOT,
                "  camera to screen: least %d ms, p50 %d ms, p95 %d ms, p99 %d ms, most %d ms%n",
                delays.get(0),
                percentile(delays, 50),
                percentile(delays, 95),
                percentile(delays, 99),
                delays.get(delays.size() - 1));
        out.printf(
                Locale.ROOT,
                "bench live: frames=%d p50_ms=%d p95_ms=%d stalls=%d load=%.1f%n",
                delays.size(),
                percentile(delays, 50),
                percentile(delays, 95),
                seen.get("stalls").getAsInt(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        out.flush();
    }

    /** Nearest rank. */
    static long percentile(List<Long> sorted, int percent) {
        return sorted.get((int) Math.ceil(percent / 100.0 * sorted.size()) - 1);
    }

    private static String script(String name) {
        try (InputStream in = LiveBench.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("bench: " + name + " is missing (expected: in the program)");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
