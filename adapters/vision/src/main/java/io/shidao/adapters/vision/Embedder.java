package io.shidao.adapters.vision;

import io.shidao.adapters.vision.VisionException.Code;
import io.shidao.kernel.face.AlignmentTemplate;
import io.shidao.kernel.face.ModelId;
import io.shidao.kernel.media.Sha256;
import io.shidao.models.Model;
import io.shidao.models.ModelCatalogue;
import io.shidao.models.ModelRole;
import io.shidao.models.OnnxSignature;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A model, how it is fed, and the name of what it makes. Nothing native yet.
 *
 * @param place in the configuration, for messages
 * @param template where the face lies in its input
 * @param output name of the output with the features
 * @param outputs how many the file has
 */
record Embedder(
        String place, Model model, EmbedderConfig config, AlignmentTemplate template, String output, int outputs) {
    /** Long names would make the name of several models too long. */
    private static final int LONGEST_NAME = 20;

    /**
     * Reads the file and compares what it declares with what the configuration says.
     *
     * @throws io.shidao.models.ModelException when it is missing, altered or no ONNX model
     * @throws VisionException BAD_MODEL when it does not fit the configuration
     */
    static Embedder load(EmbedderConfig config, String place) {
        ModelCatalogue shipped = ModelCatalogue.shipped();
        ModelCatalogue catalogue =
                config.file().toString().isEmpty() ? shipped : shipped.with(ModelRole.EMBED, config.file());
        Model model = catalogue.load(ModelRole.EMBED);
        OnnxSignature signature = OnnxSignature.of(model);
        EmbedderConfig.Input input = config.input();
        AlignmentTemplate template = AlignmentTemplates.parse(input.alignment(), input.width(), input.height());
        String output = output(signature, config, model, place);
        Embedder embedder = new Embedder(
                place, model, config, template, output, signature.outputs().size());
        embedder.requireFit(signature);
        return embedder;
    }

    private static String output(OnnxSignature signature, EmbedderConfig config, Model model, String place) {
        List<String> names =
                signature.outputs().stream().map(OnnxSignature.Value::name).toList();
        String wanted = config.output().isEmpty() && names.size() == 1 ? names.get(0) : config.output();
        if (!names.contains(wanted)) {
            throw misfit(
                    model,
                    "has outputs " + names,
                    wanted.isEmpty() ? "one only" : "'" + wanted + "' among them",
                    "set " + place + ".output to the one that holds the features");
        }
        return wanted;
    }

    private void requireFit(OnnxSignature signature) {
        EmbedderConfig.Input in = config.input();
        List<Long> taken = in.layout() == EmbedderConfig.Layout.NCHW
                ? List.of(1L, 3L, (long) in.height(), (long) in.width())
                : List.of(1L, (long) in.height(), (long) in.width(), 3L);
        List<OnnxSignature.Value> inputs = signature.inputs();
        if (inputs.size() != 1 || !fits(inputs.get(0).shape(), taken)) {
            throw misfit(
                    model,
                    "takes "
                            + inputs.stream()
                                    .map(value -> value.name() + " of " + value.shapeText())
                                    .toList(),
                    "one input of " + new OnnxSignature.Value("", taken).shapeText(),
                    "correct width, height and layout of " + place + ".input, or use another file");
        }
        for (OnnxSignature.Value value : signature.outputs()) {
            long size = value.shape().stream().reduce(1L, (a, b) -> a * b);
            if (value.name().equals(output) && !value.shape().isEmpty() && size != 0 && size != config.dimension()) {
                throw wrongDimension(size);
            }
        }
    }

    /** A size that the file leaves open, or a shape that it does not declare, fits anything. */
    private static boolean fits(List<Long> declared, List<Long> wanted) {
        if (declared.isEmpty()) {
            return true;
        }
        for (int i = 0; i < declared.size(); i++) {
            if (declared.size() != wanted.size()
                    || (declared.get(i) != 0 && !declared.get(i).equals(wanted.get(i)))) {
                return false;
            }
        }
        return true;
    }

    VisionException wrongDimension(long found) {
        return misfit(
                model,
                "gives features of " + found + " numbers",
                String.valueOf(config.dimension()),
                "correct " + place + ".dimension, or " + place + ".output if that is not the one with the features");
    }

    private static VisionException misfit(Model model, String found, String expected, String toDo) {
        return new VisionException(
                Code.BAD_MODEL,
                "embedder " + model.id() + ": " + found + " (expected: " + expected
                        + "; likely cause: another file than the one that was described; what to do: " + toDo + ")");
    }

    /** The file's name and digest, and that of the specification unless it is fr_feature's. */
    ModelId id() {
        String name = model.name().replaceAll("[^A-Za-z0-9_]", "_");
        String id = name.substring(0, Math.min(name.length(), LONGEST_NAME)) + "-"
                + model.sha256().hex().substring(0, 8);
        String specification = specification(config, template, outputs > 1 ? output : "");
        String usual = specification(EmbedderConfig.shipped(), AlignmentTemplate.ARCFACE_112, "");
        return new ModelId(specification.equals(usual) ? id : id + "-" + digest(specification));
    }

    private static String digest(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 8);
    }

    /** Everything but the file that changes features, as text. */
    private static String specification(EmbedderConfig config, AlignmentTemplate template, String chosenOutput) {
        EmbedderConfig.Input in = config.input();
        return String.join(
                " ",
                template.toString(),
                in.channels().name(),
                in.layout().name(),
                three(in.mean()).toString(),
                three(in.divisor()).toString(),
                config.mirror() ? "mirror" : "plain",
                chosenOutput);
    }

    /** One number for each channel. */
    static List<Double> three(List<Double> values) {
        return values.size() == 3 ? values : List.of(values.get(0), values.get(0), values.get(0));
    }
}
