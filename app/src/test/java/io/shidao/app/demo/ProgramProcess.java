package io.shidao.app.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code shidao serve} in a process of its own, as a user starts it; it can be killed without a chance to clean up. */
final class ProgramProcess implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("(http://127\\.0\\.0\\.1:\\d+)");
    private static final Pattern PASSWORD = Pattern.compile("one-time password[^:]*: (\\S+)");
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final Process process;
    private final List<String> output = new ArrayList<>();
    private final CompletableFuture<URI> address = new CompletableFuture<>();
    private final CompletableFuture<String> oneTimePassword = new CompletableFuture<>();

    private ProgramProcess(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "program-output");
        reader.setDaemon(true);
        reader.start();
    }

    static ProgramProcess serve(Path data, Path config) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                "io.shidao.app.Main"));
        command.addAll(Arrays.asList("serve", "--data", data.toString(), "--config", config.toString()));
        return new ProgramProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                note(line);
            }
        } catch (IOException e) {
            note("output: " + e);
        }
        address.completeExceptionally(new IllegalStateException("the program ended:\n" + text()));
    }

    private synchronized void note(String line) {
        output.add(line);
        Matcher password = PASSWORD.matcher(line);
        if (password.find()) {
            oneTimePassword.complete(password.group(1));
        }
        Matcher found = ADDRESS.matcher(line);
        if (line.startsWith("console") && found.find()) {
            address.complete(URI.create(found.group(1)));
        }
    }

    synchronized String text() {
        return String.join("\n", output);
    }

    /** Where the API listens, once it does. */
    URI address() throws Exception {
        return address.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    /** Of the first start of a data directory. */
    String oneTimePassword() throws Exception {
        return oneTimePassword.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; returns the exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("still running 60 s after SIGTERM:\n" + text());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
