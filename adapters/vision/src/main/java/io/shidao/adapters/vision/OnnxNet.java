package io.shidao.adapters.vision;

import static org.bytedeco.opencv.global.opencv_dnn.DNN_BACKEND_OPENCV;
import static org.bytedeco.opencv.global.opencv_dnn.readNetFromONNX;

import io.shidao.adapters.vision.VisionException.Code;
import io.shidao.models.Model;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.StringVector;
import org.bytedeco.opencv.opencv_dnn.Net;

/** A loaded network: one blob in, arrays of floats out. Single-threaded; callers hold a PointerScope. */
final class OnnxNet implements AutoCloseable {
    private final Model model;
    private final Net net;
    private final StringVector outputs;

    private OnnxNet(Model model, Net net, StringVector outputs) {
        this.model = model;
        this.net = net;
        this.outputs = outputs;
        net.retainReference();
        outputs.retainReference();
    }

    /** A network that gives all its outputs. */
    static OnnxNet load(Model model) {
        Net net = read(model);
        return new OnnxNet(model, net, net.getUnconnectedOutLayersNames());
    }

    /** A network that gives one of its outputs. */
    static OnnxNet load(Model model, String output) {
        return new OnnxNet(model, read(model), new StringVector(output));
    }

    private static Net read(Model model) {
        try (BytePointer bytes = new BytePointer(model.onnx())) {
            Net net = readNetFromONNX(bytes, model.onnx().length);
            net.setPreferableBackend(DNN_BACKEND_OPENCV);
            return net;
        } catch (RuntimeException e) {
            throw new VisionException(
                    Code.BAD_MODEL,
                    "model " + model.id() + ": OpenCV cannot load it (expected: an ONNX file with fixed shapes; likely"
                            + " cause: another file, or operators that OpenCV lacks)",
                    e);
        }
    }

    /** The outputs in the network's order, flat. */
    List<float[]> run(Mat blob) {
        try (MatVector results = new MatVector()) {
            net.setInput(blob);
            net.forward(results, outputs);
            List<float[]> flat = new ArrayList<>();
            for (long i = 0; i < results.size(); i++) {
                flat.add(floats(results.get(i)));
            }
            return flat;
        } catch (RuntimeException e) {
            throw new VisionException(
                    Code.BAD_MODEL,
                    "model " + model.id()
                            + ": cannot be run (likely cause: an input of another size than the network takes)",
                    e);
        }
    }

    private static float[] floats(Mat mat) {
        float[] values = new float[(int) mat.total()];
        new FloatPointer(mat.data()).get(values);
        return values;
    }

    VisionException unexpected(String what) {
        return new VisionException(
                Code.BAD_MODEL,
                "model " + model.id() + ": " + what
                        + " (likely cause: a model of another kind; what to do: see adapters/vision/README.md)");
    }

    @Override
    public void close() {
        outputs.releaseReference();
        net.releaseReference();
    }
}
