package io.shidao.api.enrol;

import io.shidao.api.enrol.ReferenceStore.Likeness;
import io.shidao.kernel.face.FaceTemplate;
import io.shidao.proto.api.v1.LookalikeKind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Compares a template with everybody else's: whom its person may be taken for. Thread-safe. */
final class LookalikeSearch {
    /** Whoever has more is hardly a person; the most similar are kept. */
    private static final int MOST = 100;

    private final Templates templates;
    private final EnrolmentConfig config;

    LookalikeSearch(Templates templates, EnrolmentConfig config) {
        this.templates = templates;
        this.config = config;
    }

    ReferenceStore.Comparison of(FaceTemplate template) {
        return others -> search(template, others);
    }

    /** One for each person at most, by the most similar reference, best first. */
    private List<Likeness> search(FaceTemplate template, Stream<ReferenceStore.Stored> others) {
        Map<String, Likeness> found = new HashMap<>();
        others.forEach(other -> {
            float cosine = template.cosine(templates.open(other, template.model()));
            if (cosine >= config.inseparableCosine()) {
                found.merge(
                        other.subject(),
                        new Likeness(other.subject(), other.name(), kind(cosine), cosine),
                        (a, b) -> a.cosine() >= b.cosine() ? a : b);
            }
        });
        return found.values().stream()
                .sorted(Comparator.comparing(Likeness::cosine).reversed())
                .limit(MOST)
                .toList();
    }

    private LookalikeKind kind(float cosine) {
        return cosine >= config.duplicateCosine()
                ? LookalikeKind.LOOKALIKE_KIND_DUPLICATE
                : LookalikeKind.LOOKALIKE_KIND_INSEPARABLE;
    }
}
