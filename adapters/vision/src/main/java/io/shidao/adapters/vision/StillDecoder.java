package io.shidao.adapters.vision;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import io.shidao.kernel.face.Picture;
import io.shidao.kernel.face.PictureDecoder;
import io.shidao.kernel.face.PicturePool;
import io.shidao.kernel.media.BadPictureException;
import io.shidao.kernel.media.BadPictureException.Reason;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.ImageLimits;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.media.StillImage;
import io.shidao.kernel.media.StillImageReader;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Decodes JPEG, PNG and WebP, turned as EXIF says. The native decoder sees only what {@link StillImageReader} has
 * accepted. Thread-safe.
 */
final class StillDecoder implements PictureDecoder {
    private final ImageLimits limits;
    private final PicturePool pool;

    StillDecoder(ImageLimits limits, PicturePool pool) {
        this.limits = limits;
        this.pool = pool;
    }

    @Override
    public boolean supports(Codec codec) {
        return !codec.isVideo();
    }

    @Override
    public Picture decode(Codec codec, Payload payload) {
        StillImage header = StillImageReader.read(payload, limits);
        if (header.codec() != codec) {
            throw new BadPictureException(
                    Reason.UNKNOWN_FORMAT, "picture: a " + header.codec() + " (expected: " + codec + ", as declared)");
        }
        return Scoped.call(() -> copy(decode(header)));
    }

    private static Mat decode(StillImage header) {
        byte[] bits = header.payload().toByteArray();
        Mat encoded = new Mat(1, bits.length, opencv_core.CV_8UC1, new BytePointer(bits));
        Mat decoded;
        try {
            decoded = imdecode(encoded, IMREAD_COLOR);
        } catch (RuntimeException e) { // OpenCV's own limits, or a decoder's assertion
            throw undecodable(header);
        }
        if (decoded.empty() || !hasSizeOf(header, decoded)) {
            throw undecodable(header);
        }
        return decoded;
    }

    /** As the header said, or turned by a quarter. */
    private static boolean hasSizeOf(StillImage header, Mat decoded) {
        int width = header.widthPixels();
        int height = header.heightPixels();
        return (decoded.cols() == width && decoded.rows() == height)
                || (decoded.cols() == height && decoded.rows() == width);
    }

    private static BadPictureException undecodable(StillImage header) {
        return new BadPictureException(
                Reason.UNDECODABLE,
                "picture: a " + header.codec() + " of " + header.payload().size()
                        + " bytes that does not decode (likely cause: a damaged file; what to do: save it again)");
    }

    private Picture copy(Mat decoded) {
        Picture picture = pool.borrow(decoded.cols(), decoded.rows());
        try {
            decoded.copyTo(Pixels.view(picture));
            return picture;
        } catch (RuntimeException e) {
            picture.close();
            throw e;
        }
    }
}
