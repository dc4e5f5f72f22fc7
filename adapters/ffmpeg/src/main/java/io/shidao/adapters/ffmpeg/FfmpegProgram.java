package io.shidao.adapters.ffmpeg;

import java.nio.file.Path;
import org.bytedeco.ffmpeg.ffmpeg;
import org.bytedeco.javacpp.Loader;

/** The {@code ffmpeg} program that comes with the libraries, of the same build: for comparisons. */
public final class FfmpegProgram {
    private FfmpegProgram() {}

    /**
     * Unpacks the program, once for all.
     *
     * @throws UnsatisfiedLinkError when there is none for this platform
     */
    public static Path unpack() {
        return Path.of(Loader.load(ffmpeg.class));
    }
}
