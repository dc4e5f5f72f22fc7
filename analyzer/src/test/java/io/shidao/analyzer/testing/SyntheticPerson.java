package io.shidao.analyzer.testing;

import io.shidao.analyzer.calibration.Calibration;
import io.shidao.analyzer.calibration.ShippedCalibrations;
import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.face.ModelId;
import java.util.Random;

/**
 * Somebody made of numbers. In 64 dimensions two people's cosines have mean 0 and deviation .125, about as the real
 * model's; a session differs from the enrolment photo, and each look from the session.
 */
public final class SyntheticPerson {
    public static final ModelId MODEL = new ModelId("synthetic-64");

    private static final int DIMENSION = 64;
    /** Of a good photo. */
    private static final double NORM = 4;

    private final double[] today;
    private final double[] enrolled;

    /** @param likeness expected cosine of the person in the session with the enrolment photo */
    public SyntheticPerson(Random random, double likeness) {
        enrolled = unit(random);
        today = mixed(enrolled, likeness, random);
    }

    private SyntheticPerson(double[] enrolled, double[] today) {
        this.enrolled = enrolled;
        this.today = today;
    }

    /** @param likeness expected cosine of this other person's face with the enrolment photo of this one */
    public SyntheticPerson lookalike(Random random, double likeness) {
        return new SyntheticPerson(enrolled, mixed(enrolled, likeness, random));
    }

    public FaceTemplate reference() {
        return template(enrolled, NORM);
    }

    /** @param steadiness expected cosine of a look with the person in the session */
    public FaceTemplate look(Random random, double steadiness) {
        return look(random, steadiness, NORM);
    }

    /** @param norm length of the embedder's output: the poorer the sample, the shorter */
    public FaceTemplate look(Random random, double steadiness, double norm) {
        return template(mixed(today, steadiness, random), norm);
    }

    /** What was measured of the real model, said of this one. */
    public static Calibration calibration() {
        Calibration shipped =
                ShippedCalibrations.find(new ModelId("fr_feature-87aacdfe")).orElseThrow();
        return new Calibration(
                MODEL + "/test", MODEL, shipped.madeOn(), "synthetic", shipped.nonMated(), shipped.mated());
    }

    private static FaceTemplate template(double[] features, double norm) {
        float[] raw = new float[features.length];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (float) (features[i] * norm);
        }
        return FaceTemplate.ofRaw(MODEL, raw);
    }

    private static double[] mixed(double[] base, double share, Random random) {
        double[] noise = unit(random);
        double[] mixed = new double[base.length];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = share * base[i] + Math.sqrt(1 - share * share) * noise[i];
        }
        return normalised(mixed);
    }

    private static double[] unit(Random random) {
        double[] values = new double[DIMENSION];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextGaussian();
        }
        return normalised(values);
    }

    private static double[] normalised(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v * v;
        }
        double[] unit = new double[values.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = values[i] / Math.sqrt(sum);
        }
        return unit;
    }
}
