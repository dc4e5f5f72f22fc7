package io.shidao.app.evaluate;

import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.face.ModelId;
import io.shidao.kernel.face.SampleQuality;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** People whose templates are random directions, with another offset in each clip and in each look. */
final class SyntheticPopulation {
    static final ModelId MODEL = new ModelId("fr_feature-87aacdfe");

    private static final int DIMENSION = 512;
    private static final float NORM = 4;
    private static final int PIXELS = 64;

    private SyntheticPopulation() {}

    /** Cosine of two clips of a person about .74. */
    static Population of(int people, int clipsEach) {
        SplittableRandom random = new SplittableRandom(7);
        List<Population.Person> all = new ArrayList<>();
        for (int p = 0; p < people; p++) {
            float[] self = direction(random);
            List<Population.Clip> clips = new ArrayList<>();
            for (int c = 0; c < clipsEach; c++) {
                float[] clip = near(self, 0.6, random);
                List<FaceShot> photos = List.of(shot(p, c, clip));
                List<FaceShot> looks = new ArrayList<>();
                for (int look = 0; look < 4; look++) {
                    looks.add(shot(p, c, near(clip, 0.3, random)));
                }
                clips.add(new Population.Clip((char) ('0' + c), photos, looks, 1));
            }
            all.add(new Population.Person(p, "p" + p, clips));
        }
        return new Population("synthetic", PIXELS, all);
    }

    private static FaceShot shot(int person, int clip, float[] features) {
        SampleQuality quality = new SampleQuality(PIXELS, 30, 50, 120, 0, 0, 0, 0, 0);
        return new FaceShot(person, clip, 0, FaceTemplate.of(MODEL, features, NORM), quality);
    }

    private static float[] direction(SplittableRandom random) {
        float[] direction = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            direction[i] = (float) (random.nextGaussian() / Math.sqrt(DIMENSION));
        }
        return direction;
    }

    private static float[] near(float[] one, double distance, SplittableRandom random) {
        float[] other = direction(random);
        float[] near = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            near[i] = (float) (one[i] + distance * other[i]);
        }
        return near;
    }
}
