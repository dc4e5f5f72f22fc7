package io.shidao.adapters.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCachedContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import io.shidao.kernel.face.Picture;
import io.shidao.kernel.face.PicturePool;
import io.shidao.kernel.media.BadPictureException;
import io.shidao.kernel.media.BadPictureException.Reason;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/** Turns a decoded frame of any pixel format into BGR. Owns native memory until {@link #close}. Single-threaded. */
final class BgrConverter implements AutoCloseable {
    /** Pictures from here on are high definition, whose colours default to BT.709 (ITU-R BT.709, BT.601). */
    private static final int HD_HEIGHT = 720;
    /** 16.16 fixed point. */
    private static final int ONE = 1 << 16;

    private final PointerPointer<BytePointer> planes = new PointerPointer<>(4);
    private final IntPointer strides = new IntPointer(4);
    private @Nullable SwsContext scaler;

    Picture convert(AVFrame frame, PicturePool pictures) {
        SwsContext context = configure(frame);
        Picture picture = pictures.borrow(frame.width(), frame.height());
        try (BytePointer target = new BytePointer(picture.bgr().duplicate().clear())) {
            planes.put(0, target);
            strides.put(0, frame.width() * 3);
            int rows = sws_scale(context, frame.data(), frame.linesize(), 0, frame.height(), planes, strides);
            if (rows != frame.height()) {
                throw refused(frame);
            }
            return picture;
        } catch (RuntimeException e) {
            picture.close();
            throw e;
        }
    }

    private SwsContext configure(AVFrame frame) {
        SwsContext context = sws_getCachedContext(
                scaler,
                frame.width(),
                frame.height(),
                frame.format(),
                frame.width(),
                frame.height(),
                AV_PIX_FMT_BGR24,
                SWS_BILINEAR | SWS_ACCURATE_RND,
                null,
                null,
                (DoublePointer) null);
        scaler = context;
        if (context == null) {
            throw refused(frame);
        }
        boolean full = frame.color_range() == AVCOL_RANGE_JPEG || frame.format() == AV_PIX_FMT_YUVJ420P;
        IntPointer coefficients = sws_getCoefficients(colourSpace(frame));
        sws_setColorspaceDetails(context, coefficients, full ? 1 : 0, coefficients, 1, 0, ONE, ONE);
        return context;
    }

    private static int colourSpace(AVFrame frame) {
        if (frame.colorspace() != AVCOL_SPC_UNSPECIFIED) {
            return frame.colorspace();
        }
        return frame.height() >= HD_HEIGHT ? AVCOL_SPC_BT709 : AVCOL_SPC_SMPTE170M;
    }

    private static BadPictureException refused(AVFrame frame) {
        return new BadPictureException(
                Reason.UNDECODABLE, "key frame: pixel format " + frame.format() + " cannot be turned into BGR");
    }

    @Override
    public void close() {
        if (scaler != null) {
            sws_freeContext(scaler);
            scaler = null;
        }
        planes.close();
        strides.close();
    }
}
