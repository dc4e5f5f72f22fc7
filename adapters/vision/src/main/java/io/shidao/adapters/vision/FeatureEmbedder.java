package io.shidao.adapters.vision;

import io.shidao.kernel.face.AlignedFace;
import io.shidao.kernel.face.FaceEmbedder;
import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.face.ModelId;
import java.util.List;

/** Runs the embedders' networks and joins what they give to one template. Thread-safe. */
final class FeatureEmbedder implements FaceEmbedder {
    private final WorkerPool workers;
    private final ModelId model;
    private final List<Double> weights;

    FeatureEmbedder(WorkerPool workers, Embedders embedders) {
        this.workers = workers;
        this.model = embedders.id();
        this.weights = embedders.weights();
    }

    @Override
    public ModelId model() {
        return model;
    }

    @Override
    public FaceTemplate embed(AlignedFace face) {
        List<FaceTemplate> parts = workers.with(worker ->
                worker.embedders().stream().map(net -> net.embed(face)).toList());
        return parts.size() == 1 ? parts.get(0) : FaceTemplate.fused(model, parts, weights);
    }
}
