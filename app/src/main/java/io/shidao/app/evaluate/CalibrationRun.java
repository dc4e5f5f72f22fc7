package io.shidao.app.evaluate;

import io.shidao.adapters.vision.Vision;
import io.shidao.analyzer.calibration.Calibration;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** labelled faces → Calibration: both sides, by pictures that go through the real detection, alignment and embedding. */
public final class CalibrationRun {
    /** Heights of faces in the camera's picture at which is measured. */
    private static final List<Integer> PIXELS = List.of(96, 64, 48, 32, 24);

    private final Options options;
    private final Consumer<String> progress;

    /**
     * What to measure on.
     *
     * @param faces folders of labelled people
     * @param looks folder that keeps the looks for another run; null: they are made each time
     * @param exclude file of clips with wrong labels; null: those that the folders name
     * @param people which of them
     * @param seed of everything random
     */
    public record Options(
            List<Path> faces,
            @Nullable Path looks,
            @Nullable Path exclude,
            People people,
            long seed) {
        public Options {
            faces = List.copyOf(faces);
        }
    }

    /** @param progress told in words, now and then */
    public CalibrationRun(Options options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
    }

    /**
     * @param id of the calibration
     * @throws EvaluationException when a folder or file is not there
     */
    public Calibration measure(Vision vision, String id, LocalDate on) {
        Exclusions exclusions = Exclusions.read(options.exclude());
        List<LabelledFaces> folders =
                options.faces().stream().map(LabelledFaces::read).toList();
        LookBank bank = new LookBank(vision, options.looks(), progress);
        List<List<Population>> populations = new ArrayList<>();
        for (LabelledFaces folder : folders) {
            populations.add(bank.look(folder, PIXELS, options.seed()).stream()
                    .map(population -> options.people().of(population.without(exclusions.of(folder))))
                    .toList());
        }
        progress.accept("fitting");
        return new CalibrationFit(populations, options.seed())
                .fit(id, vision.embedder().model(), on);
    }
}
