package io.shidao.analyzer.compare;

import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.face.ModelId;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.session.BiometricReference;
import io.shidao.kernel.session.Roster;
import io.shidao.kernel.session.RosterEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The members of one roster who have references of one model: the set that a search runs against. Immutable. */
public final class Gallery {
    private final ModelId model;
    private final Map<SubjectId, FusedReference> members;

    private Gallery(ModelId model, Map<SubjectId, FusedReference> members) {
        this.model = model;
        this.members = members;
    }

    /** References made by another model are passed over. */
    public static Gallery of(Roster roster, ModelId model) {
        Map<SubjectId, FusedReference> members = new LinkedHashMap<>();
        for (RosterEntry entry : roster.entries()) {
            List<FaceTemplate> templates = entry.references().stream()
                    .map(BiometricReference::template)
                    .filter(template -> template.model().equals(model))
                    .toList();
            if (!templates.isEmpty()) {
                members.put(entry.subject(), FusedReference.of(templates));
            }
        }
        return new Gallery(model, members);
    }

    public ModelId model() {
        return model;
    }

    Map<SubjectId, FusedReference> members() {
        return members;
    }
}
