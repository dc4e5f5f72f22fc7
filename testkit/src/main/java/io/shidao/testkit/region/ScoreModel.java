package io.shidao.testkit.region;

import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.face.ModelId;
import java.util.SplittableRandom;

/**
 * How the templates of modelled faces compare: the figures that a calibration states of its embedder, turned round. Two
 * people's cosine is normal with the non-mated mean and deviation; one person's looks of a session lie around a mean that
 * is drawn once for the person and the session, and once for the room. What it leaves out: the heavier upper tail of
 * different people's scores (relatives, look-alikes) beyond the normal one, and the lower tail of one person's beyond
 * {@value #WORST} deviations (a face behind a hand).
 *
 * @param model whose templates these pretend to be
 * @param nonMatedMean cosine of different people
 * @param nonMatedDeviation of it
 * @param lookShare part of its variance that changes from look to look of a session
 * @param matedMean expected cosine of a good look with one reference
 * @param matedDeviation of a person's mean of one session around it
 * @param lookDeviation of one look around that
 * @param roomDeviation of what all looks of a session have in common
 * @param rawNorm length of the embedder's output for a good look
 */
public record ScoreModel(
        ModelId model,
        double nonMatedMean,
        double nonMatedDeviation,
        double lookShare,
        double matedMean,
        double matedDeviation,
        double lookDeviation,
        double roomDeviation,
        double rawNorm) {
    /** Deviations of a person's session mean that are drawn at most. */
    static final double WORST = 2.9;

    private static final double HIGHEST = 0.97;
    private static final double LOWEST = 0.05;

    /** Random directions of so many dimensions have cosines with the wanted deviation. */
    int dimension() {
        return 1 + (int) Math.round(Math.pow((1 - nonMatedMean) / nonMatedDeviation, 2));
    }

    /** The face of the person with this seed: what an enrolled photo shows. */
    FaceTemplate face(long person) {
        float[] features = direction(person);
        scale(features, rawNorm);
        return FaceTemplate.ofRaw(model, features);
    }

    /**
     * A look of a session at a person.
     *
     * @param person seed of the face
     * @param sitting seed of what the person's looks of this session have in common
     * @param look seed of this look
     * @param likeness cosine with the person's own face
     */
    float[] look(long person, long sitting, long look, double likeness) {
        float[] self = direction(person);
        float[] away = direction(sitting);
        float[] momentary = direction(look);
        float stays = (float) Math.sqrt(1 - lookShare);
        float changes = (float) Math.sqrt(lookShare);
        for (int i = 0; i < away.length; i++) {
            away[i] = stays * away[i] + changes * momentary[i];
        }
        orthogonalise(away, self);
        float along = (float) likeness;
        float across = (float) Math.sqrt(1 - likeness * likeness);
        for (int i = 0; i < away.length; i++) {
            away[i] = along * self[i] + across * away[i];
        }
        scale(away, rawNorm);
        return away;
    }

    /** Mean cosine of a person's looks of a session, drawn by the seeds of sitting and room. */
    double sittingLikeness(long sitting, long room) {
        double drawn = new SplittableRandom(sitting).nextGaussian();
        double common = new SplittableRandom(room).nextGaussian();
        return within(matedMean
                + roomDeviation * Math.max(-WORST, Math.min(WORST, common))
                + matedDeviation * Math.max(-WORST, Math.min(WORST, drawn)));
    }

    /** Cosine of one look. */
    double lookLikeness(double sittingLikeness, long look) {
        return within(sittingLikeness + lookDeviation * new SplittableRandom(look).nextGaussian());
    }

    private static double within(double cosine) {
        return Math.max(LOWEST, Math.min(HIGHEST, cosine));
    }

    /** A unit vector: a part that all faces have in common, and a random rest. */
    private float[] direction(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] direction = new float[dimension()];
        double squares = 0;
        for (int i = 1; i < direction.length; i++) {
            direction[i] = (float) random.nextGaussian();
            squares += direction[i] * direction[i];
        }
        float rest = (float) Math.sqrt((1 - nonMatedMean) / squares);
        for (int i = 1; i < direction.length; i++) {
            direction[i] *= rest;
        }
        direction[0] = (float) Math.sqrt(nonMatedMean);
        return direction;
    }

    /** Takes the part along a unit vector away and makes the rest a unit vector. */
    private static void orthogonalise(float[] vector, float[] unit) {
        double along = 0;
        for (int i = 0; i < vector.length; i++) {
            along += vector[i] * unit[i];
        }
        double squares = 0;
        for (int i = 0; i < vector.length; i++) {
            vector[i] -= (float) along * unit[i];
            squares += vector[i] * vector[i];
        }
        scale(vector, 1 / Math.sqrt(squares));
    }

    private static void scale(float[] vector, double factor) {
        for (int i = 0; i < vector.length; i++) {
            vector[i] *= (float) factor;
        }
    }
}
