package io.shidao.adapters.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.nio.charset.StandardCharsets;

/** What every user of libav* needs: its error texts, and a quiet log. */
final class Libav {
    private static final int TEXT_BYTES = 128; // AV_ERROR_MAX_STRING_SIZE is 64

    static {
        // what fails comes back as a result; the library's own lines on stderr may hold whole addresses with passwords
        av_log_set_level(AV_LOG_QUIET);
    }

    private Libav() {}

    /** Loads the libraries and silences their own chatter on stderr; cheap after the first call. */
    static void load() {}

    /** The library's words for a negative result, e.g. {@code Connection refused (-111)}. */
    static String describe(int result) {
        byte[] text = new byte[TEXT_BYTES];
        av_strerror(result, text, TEXT_BYTES);
        int length = 0;
        while (length < TEXT_BYTES && text[length] != 0) {
            length++;
        }
        return new String(text, 0, length, StandardCharsets.UTF_8) + " (" + result + ")";
    }
}
