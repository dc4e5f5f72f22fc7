package io.shidao.app.bench.ingest;

import io.shidao.adapters.ffmpeg.FfmpegProgram;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/** {@code ffmpeg -skip_frame nokey}: one process per camera that decodes key frames only, as peers do. */
final class KeyFrameProgram {
    private KeyFrameProgram() {}

    /** CPU ms per second of a stream, without its first seconds; empty where the program does not run. */
    static OptionalDouble measure(int port, int seconds) {
        List<String> command;
        try {
            command = List.of(
                    FfmpegProgram.unpack().toString(),
                    "-loglevel",
                    "quiet",
                    "-nostdin",
                    "-rtsp_transport",
                    "tcp",
                    "-skip_frame",
                    "nokey",
                    "-threads",
                    "1",
                    "-i",
                    "rtsp://127.0.0.1:" + port + "/camera0",
                    "-an",
                    "-fps_mode",
                    "passthrough",
                    "-f",
                    "null",
                    "-");
        } catch (UnsatisfiedLinkError e) {
            return OptionalDouble.empty();
        }
        try (Child program = Child.start(command)) {
            return measure(program, seconds);
        }
    }

    private static OptionalDouble measure(Child program, int seconds) {
        try {
            TimeUnit.SECONDS.sleep(4); // it first looks for the streams' properties
            if (!program.isRunning()) {
                return OptionalDouble.empty();
            }
            double before = ProcessUse.of(program.pid()).cpuMillis();
            TimeUnit.SECONDS.sleep(seconds);
            if (!program.isRunning()) {
                return OptionalDouble.empty();
            }
            double after = ProcessUse.of(program.pid()).cpuMillis();
            program.kill();
            return OptionalDouble.of((after - before) / seconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalDouble.empty();
        }
    }
}
