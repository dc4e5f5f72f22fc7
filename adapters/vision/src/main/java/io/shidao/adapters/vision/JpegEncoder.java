package io.shidao.adapters.vision;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.shidao.adapters.vision.VisionException.Code;
import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.FaceCrop;
import io.shidao.kernel.face.Picture;
import io.shidao.kernel.face.PictureEncoder;
import io.shidao.kernel.media.Payload;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/** Makes the JPEGs that are kept and shown, without metadata. Stateless, thread-safe. */
final class JpegEncoder implements PictureEncoder {
    private static final int MAX_CROP_HEIGHT = 320;
    private static final int CROP_QUALITY = 88;
    private static final int OVERVIEW_QUALITY = 80;

    @Override
    public FaceCrop crop(Picture picture, Box face, float margin) {
        return Scoped.call(() -> {
            Mat part = Pixels.view(picture).apply(inside(picture, face.scaled(1 + 2 * margin)));
            return new FaceCrop(encode(shrunk(part, (double) MAX_CROP_HEIGHT / part.rows()), CROP_QUALITY));
        });
    }

    @Override
    public Payload overview(Picture picture, int maxWidth) {
        return Scoped.call(
                () -> encode(shrunk(Pixels.view(picture), (double) maxWidth / picture.width()), OVERVIEW_QUALITY));
    }

    /** The part of the box inside the picture; at least one pixel, so that a stray box gives a picture, not an error. */
    private static Rect inside(Picture picture, Box box) {
        int left = clamp((int) Math.floor(box.x()), picture.width() - 1);
        int top = clamp((int) Math.floor(box.y()), picture.height() - 1);
        int right = Math.max(left + 1, clamp((int) Math.ceil(box.x() + box.width()), picture.width()));
        int bottom = Math.max(top + 1, clamp((int) Math.ceil(box.y() + box.height()), picture.height()));
        return new Rect(left, top, right - left, bottom - top);
    }

    private static int clamp(int value, int most) {
        return Math.max(0, Math.min(value, most));
    }

    private static Mat shrunk(Mat mat, double scale) {
        if (scale >= 1) {
            return mat;
        }
        Mat small = new Mat();
        int width = Math.max(1, (int) Math.round(mat.cols() * scale));
        int height = Math.max(1, (int) Math.round(mat.rows() * scale));
        resize(mat, small, new Size(width, height), 0, 0, INTER_AREA);
        return small;
    }

    private static Payload encode(Mat mat, int quality) {
        BytePointer out = new BytePointer();
        if (!imencode(".jpg", mat, out, new IntPointer(IMWRITE_JPEG_QUALITY, quality))) {
            throw new VisionException(Code.NATIVE, "jpeg: " + mat.cols() + " x " + mat.rows() + " cannot be encoded");
        }
        byte[] bytes = new byte[(int) out.limit()];
        out.get(bytes);
        return Payload.wrap(bytes);
    }
}
