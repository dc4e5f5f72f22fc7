package io.shidao.adapters.vision;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_dnn.DNN_LAYOUT_NCHW;
import static org.bytedeco.opencv.global.opencv_dnn.DNN_LAYOUT_NHWC;
import static org.bytedeco.opencv.global.opencv_dnn.DNN_PMODE_NULL;
import static org.bytedeco.opencv.global.opencv_dnn.blobFromImage;
import static org.bytedeco.opencv.global.opencv_dnn.blobFromImageWithParams;

import io.shidao.kernel.face.AlignedFace;
import io.shidao.kernel.face.AlignmentTemplate;
import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.face.ModelId;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_dnn.Image2BlobParams;

/** One embedder's network; its raw vector's length tells how face-like the input was. */
final class EmbedderNet implements AutoCloseable {
    private final Embedder embedder;
    private final ModelId id;
    private final OnnxNet net;

    EmbedderNet(Embedder embedder) {
        this.embedder = embedder;
        this.id = embedder.id();
        this.net = OnnxNet.load(embedder.model(), embedder.output());
    }

    /** With the mirror image's features averaged in where that is asked for; the raw norm is the upright image's. */
    FaceTemplate embed(AlignedFace face) {
        Mat chip = chip(face.chip(embedder.template()));
        float[] raw = run(chip);
        FaceTemplate template = FaceTemplate.ofRaw(id, raw);
        if (!embedder.config().mirror()) {
            return template;
        }
        Mat mirrored = new Mat();
        flip(chip, mirrored, 1);
        float[] other = run(mirrored);
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (raw[i] + other[i]) / 2;
        }
        return FaceTemplate.of(id, raw, template.rawNorm());
    }

    /** Runs on black, to fail at the start if at all. */
    void tryOut() {
        run(chip(new byte[embedder.template().bytes()]));
    }

    private Mat chip(byte[] bgr) {
        AlignmentTemplate template = embedder.template();
        return new Mat(template.height(), template.width(), opencv_core.CV_8UC3, new BytePointer(bgr));
    }

    private float[] run(Mat chip) {
        float[] raw = net.run(blob(chip, embedder.config().input())).get(0);
        if (raw.length != embedder.config().dimension()) {
            throw embedder.wrongDimension(raw.length);
        }
        return raw;
    }

    /** (x − mean) / divisor; OpenCV takes means and factors in the order of the blob's channels. */
    static Mat blob(Mat chip, EmbedderConfig.Input input) {
        List<Double> mean = Embedder.three(input.mean());
        List<Double> divisor = Embedder.three(input.divisor());
        boolean swap = input.channels() == EmbedderConfig.Channels.RGB;
        Size size = new Size(input.width(), input.height());
        Scalar means = new Scalar(mean.get(0), mean.get(1), mean.get(2), 0);
        if (input.layout() == EmbedderConfig.Layout.NCHW && input.divisor().size() == 1) {
            return blobFromImage(chip, 1 / divisor.get(0), size, means, swap, false, CV_32F);
        }
        return blobFromImageWithParams(
                chip,
                new Image2BlobParams(
                        new Scalar(1 / divisor.get(0), 1 / divisor.get(1), 1 / divisor.get(2), 0),
                        size,
                        means,
                        swap,
                        CV_32F,
                        input.layout() == EmbedderConfig.Layout.NCHW ? DNN_LAYOUT_NCHW : DNN_LAYOUT_NHWC,
                        DNN_PMODE_NULL,
                        Scalar.all(0)));
    }

    @Override
    public void close() {
        net.close();
    }
}
