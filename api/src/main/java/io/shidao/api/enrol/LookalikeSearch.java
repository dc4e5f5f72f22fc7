package io.shidao.api.enrol;

import io.shidao.api.enrol.ReferenceStore.Likeness;
import io.shidao.kernel.face.FaceTemplate;
import io.shidao.proto.api.v1.LookalikeKind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
        others.forEach(other ->
                note(found, other.subject(), other.name(), template.cosine(templates.open(other, template.model()))));
        return best(found);
    }

    /** A face that is about to be kept. */
    record Probe(String subject, String name, FaceTemplate template) {}

    /** Each with everybody else's, and with those before it; of one model. */
    ReferenceStore.Comparisons ofAll(List<Probe> probes) {
        return all -> {
            List<Map<String, Likeness>> found = probes.stream()
                    .map(probe -> new HashMap<String, Likeness>())
                    .collect(Collectors.toList());
            all.forEach(other -> {
                FaceTemplate opened =
                        templates.open(other, probes.get(0).template().model());
                for (int i = 0; i < probes.size(); i++) {
                    compare(found.get(i), probes.get(i), other.subject(), other.name(), opened);
                }
            });
            for (int i = 1; i < probes.size(); i++) {
                for (Probe earlier : probes.subList(0, i)) {
                    compare(found.get(i), probes.get(i), earlier.subject(), earlier.name(), earlier.template());
                }
            }
            return found.stream().map(LookalikeSearch::best).toList();
        };
    }

    private void compare(Map<String, Likeness> found, Probe probe, String subject, String name, FaceTemplate template) {
        if (!probe.subject().equals(subject)) {
            note(found, subject, name, probe.template().cosine(template));
        }
    }

    private void note(Map<String, Likeness> found, String subject, String name, float cosine) {
        if (cosine >= config.inseparableCosine()) {
            found.merge(
                    subject,
                    new Likeness(subject, name, kind(cosine), cosine),
                    (a, b) -> a.cosine() >= b.cosine() ? a : b);
        }
    }

    private static List<Likeness> best(Map<String, Likeness> found) {
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
