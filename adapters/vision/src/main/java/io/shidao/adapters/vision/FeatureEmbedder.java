package io.shidao.adapters.vision;

import io.shidao.kernel.face.AlignedFace;
import io.shidao.kernel.face.FaceEmbedder;
import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.face.ModelId;

/** Runs the embedder's network. Thread-safe. */
final class FeatureEmbedder implements FaceEmbedder {
    private final WorkerPool workers;
    private final ModelId model;

    FeatureEmbedder(WorkerPool workers, ModelId model) {
        this.workers = workers;
        this.model = model;
    }

    @Override
    public ModelId model() {
        return model;
    }

    @Override
    public FaceTemplate embed(AlignedFace face) {
        return FaceTemplate.ofRaw(
                model, workers.with(worker -> worker.embedder().embed(face.bgr())));
    }
}
