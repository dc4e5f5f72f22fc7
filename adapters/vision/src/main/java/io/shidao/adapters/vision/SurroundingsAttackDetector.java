package io.shidao.adapters.vision;

import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.Picture;
import io.shidao.kernel.face.PresentationAttackDetector;

/** Looks at a face with its surroundings. Thread-safe. */
final class SurroundingsAttackDetector implements PresentationAttackDetector {
    private final WorkerPool workers;

    SurroundingsAttackDetector(WorkerPool workers) {
        this.workers = workers;
    }

    @Override
    public double attackScore(Picture picture, Box face) {
        return workers.with(worker -> worker.attacks().attackScore(Pixels.view(picture), face));
    }
}
