package io.shidao.adapters.vision;

import io.shidao.kernel.face.AlignmentTemplate;
import io.shidao.kernel.face.ModelId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The configured embedders, which together make one template. Nothing native yet. */
record Embedders(List<Embedder> parts) {
    static Embedders load(List<EmbedderConfig> configs) {
        List<Embedder> parts = new ArrayList<>();
        for (int i = 0; i < configs.size(); i++) {
            parts.add(Embedder.load(configs.get(i), "vision.embedders[" + i + "]"));
        }
        return new Embedders(List.copyOf(parts));
    }

    /** Of one: its own; of several: each one's with its weight in hundredths, in their order. */
    ModelId id() {
        return parts.size() == 1
                ? parts.get(0).id()
                : new ModelId(parts.stream()
                        .map(part -> "w" + part.config().hundredths() + "_" + part.id())
                        .collect(Collectors.joining(".")));
    }

    List<Double> weights() {
        return parts.stream().map(part -> part.config().hundredths() / 100.0).toList();
    }

    /** What the aligner has to warp besides the usual. */
    List<AlignmentTemplate> furtherTemplates() {
        return parts.stream()
                .map(Embedder::template)
                .filter(template -> !template.equals(AlignmentTemplate.ARCFACE_112))
                .distinct()
                .toList();
    }
}
