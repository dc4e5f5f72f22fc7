package io.shidao.app.region;

import static io.shidao.app.client.Json.object;

import com.google.gson.JsonObject;
import io.shidao.app.client.ApiClient;
import io.shidao.app.client.ApiException;
import io.shidao.app.client.Json;
import java.util.ArrayList;
import java.util.List;

/** The bureaus' supervisors work through suspected impersonations: two people for each confirmation. Used by one thread. */
final class Reviewers {
    private static final int MOST_OF_A_BUREAU = 20;

    private final Books books;
    private int decided;
    private int alone;
    private final List<String> confirmed = new ArrayList<>();
    private int notSubstituted;

    Reviewers(Books books) {
        this.books = books;
    }

    void work() {
        for (List<Staff.Account> bureau : books.bureaus) {
            List<JsonObject> cases =
                    bureau.get(0).client().listAll("/v1/review/cases?filter.kind=ANOMALY_KIND_IMPERSONATION", "cases");
            cases.stream()
                    .map(one -> one.getAsJsonObject("anomaly"))
                    .limit(MOST_OF_A_BUREAU)
                    .forEach(anomaly -> confirm(bureau, anomaly));
        }
    }

    private void confirm(List<Staff.Account> bureau, JsonObject anomaly) {
        String id = Json.text(anomaly, "anomalyId");
        String path = "/v1/review/cases/" + id;
        ApiClient first = bureau.get(0).client();
        JsonObject taken =
                first.post(path + "/take", object("revision", revision(first.get(path)), "requestId", "take-" + id));
        JsonObject proposed = first.post(
                path + "/decision",
                object(
                        "revision",
                        revision(taken),
                        "requestId",
                        "confirm-" + id,
                        "confirm",
                        true,
                        "reason",
                        "CASE_REASON_ANOTHER_PERSON",
                        "digest",
                        Json.text(taken, "digest")));
        JsonObject second = object(
                "revision",
                revision(proposed),
                "requestId",
                "second-" + id,
                "agree",
                true,
                "digest",
                Json.text(proposed, "digest"));
        alone += isRefused(first, path + "/second", second) ? 0 : 1;
        JsonObject done = bureau.get(1).client().post(path + "/second", second);
        if (Json.text(done.getAsJsonObject("summary"), "state").equals("CASE_STATE_CONFIRMED")) {
            decided++;
            confirmed.add(Json.text(anomaly, "sessionId") + " "
                    + Json.texts(anomaly, "subjectIds").get(0));
        }
    }

    private static String revision(JsonObject ofCase) {
        String revision = Json.text(ofCase.getAsJsonObject("summary"), "revision");
        return revision.isEmpty() ? "0" : revision;
    }

    private static boolean isRefused(ApiClient client, String path, JsonObject request) {
        try {
            client.post(path, request);
            return false;
        } catch (ApiException e) {
            return e.status() / 100 == 4;
        }
    }

    int decided() {
        return decided;
    }

    /** Once everything is judged again. */
    void judge(Verdict verdict, ApiClient authority) {
        for (String one : confirmed) {
            String[] sessionAndSubject = one.split(" ");
            boolean substituted =
                    authority.list("/v1/sessions/" + sessionAndSubject[0] + "/attendance", "records").stream()
                            .filter(found -> Json.text(found, "subjectId").equals(sessionAndSubject[1]))
                            .allMatch(found -> Json.text(found, "status").equals("ATTENDANCE_STATUS_SUBSTITUTED"));
            notSubstituted += substituted ? 0 : 1;
        }
        verdict.expect("confirmations by the person who proposed them", 0, alone);
        verdict.expect("confirmed impersonations whose record does not say so", 0, notSubstituted);
    }
}
