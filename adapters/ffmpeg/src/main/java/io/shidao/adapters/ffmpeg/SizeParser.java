package io.shidao.adapters.ffmpeg;

import static org.bytedeco.ffmpeg.avcodec.AVCodecParserContext.PARSER_FLAG_COMPLETE_FRAMES;
import static org.bytedeco.ffmpeg.global.avcodec.av_parser_close;
import static org.bytedeco.ffmpeg.global.avcodec.av_parser_init;
import static org.bytedeco.ffmpeg.global.avcodec.av_parser_parse2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;

import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParserContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Reads a picture's size from its parameter sets, before a decoder takes memory for it. Owns native memory until
 * {@link #close}. Single-threaded.
 */
final class SizeParser implements AutoCloseable {
    private static final long NO_TIMESTAMP = Long.MIN_VALUE;

    private final int codecId;
    private final AVCodecContext context;
    private final PointerPointer<BytePointer> out = new PointerPointer<>(1);
    private final IntPointer outSize = new IntPointer(1);

    SizeParser(int codecId) {
        this.codecId = codecId;
        this.context = avcodec_alloc_context3(avcodec_find_decoder(codecId));
    }

    /** Width times height; 0 when the unit does not tell. A new parser each time: it must not remember another unit. */
    long pixels(BytePointer padded, int size) {
        AVCodecParserContext parser = av_parser_init(codecId);
        try {
            parser.flags(parser.flags() | PARSER_FLAG_COMPLETE_FRAMES);
            av_parser_parse2(parser, context, out, outSize, padded, size, NO_TIMESTAMP, NO_TIMESTAMP, 0);
            return (long) parser.width() * parser.height();
        } finally {
            av_parser_close(parser);
        }
    }

    @Override
    public void close() {
        avcodec_free_context(context);
        out.close();
        outSize.close();
    }
}
