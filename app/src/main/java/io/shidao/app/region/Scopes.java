package io.shidao.app.region;

import com.google.gson.JsonObject;
import io.shidao.app.client.ApiClient;
import io.shidao.app.client.Json;
import io.shidao.testkit.region.Region;
import io.shidao.testkit.region.SessionScript;
import io.shidao.testkit.region.TrainingClass;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Whether everybody sees exactly what is theirs: all pages of each list, with each account. Used by one thread. */
final class Scopes {
    private final Region region;
    private final Books books;
    private int strange;

    Scopes(Region region, Books books) {
        this.region = region;
        this.books = books;
    }

    void judge(Verdict verdict) {
        for (Region.Institution institution : region.institutions()) {
            look(
                    books.administrators.get(institution.number()).client(),
                    group -> group.institution() == institution.number());
        }
        verdict.expect("administrators who see other lists than their institution's", 0, strange);
        strange = 0;
        for (int i = 0; i < region.prefectures().size(); i++) {
            int prefecture = i;
            look(
                    books.bureaus.get(i).get(0).client(),
                    group -> region.institutions().get(group.institution()).prefecture() == prefecture);
        }
        verdict.expect("bureau supervisors who see other lists than their prefecture's", 0, strange);
    }

    private void look(ApiClient who, Predicate<TrainingClass> theirs) {
        Set<String> classes = region.classes().stream()
                .filter(theirs)
                .map(group -> books.trainingClass(group.number()))
                .collect(Collectors.toSet());
        Set<String> sessions = region.sessions().stream()
                .filter(session -> theirs.test(group(session)))
                .map(session -> books.session(session.number()))
                .collect(Collectors.toSet());
        boolean exact = same(who.listAll("/v1/classes", "classes"), "classId", classes)
                && same(who.listAll("/v1/sessions", "sessions"), "sessionId", sessions)
                && who.listAll("/v1/anomalies", "anomalies").stream()
                        .allMatch(anomaly -> sessions.contains(Json.text(anomaly, "sessionId")));
        strange += exact ? 0 : 1;
    }

    private TrainingClass group(SessionScript session) {
        return region.classes().get(session.trainingClass());
    }

    /** Each once. */
    private static boolean same(List<JsonObject> found, String field, Set<String> wanted) {
        return found.size() == wanted.size()
                && found.stream()
                        .map(one -> Json.text(one, field))
                        .collect(Collectors.toSet())
                        .equals(wanted);
    }
}
