package io.shidao.app.region;

import static io.shidao.app.client.Json.object;

import com.google.gson.JsonObject;
import io.shidao.app.client.ApiClient;
import io.shidao.app.client.ApiException;
import io.shidao.app.client.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The bureaus' supervisors work through suspected impersonations: two people for each confirmation. Of a camera that was lost
 * the institution is asked, and its explanation taken; against a confirmation it appeals, which a third person decides. Used
 * by one thread.
 */
final class Reviewers {
    private static final int MOST_OF_A_BUREAU = 20;

    private final Books books;
    private final Staff staff;
    private int decided;
    private int alone;
    private int dismissed;
    private int asked;
    private int upheld;
    private int appealed;
    private final List<Substituted> confirmed = new ArrayList<>();
    private int notSubstituted;

    /** A trainee whose substitute was confirmed. */
    private record Substituted(String session, String subject) {}

    Reviewers(Books books, Staff staff) {
        this.books = books;
        this.staff = staff;
    }

    void work() {
        for (List<Staff.Account> bureau : books.bureaus) {
            List<JsonObject> cases =
                    bureau.get(0).client().listAll("/v1/review/cases?filter.kind=ANOMALY_KIND_IMPERSONATION", "cases");
            cases.stream()
                    .map(one -> one.getAsJsonObject("anomaly"))
                    .limit(MOST_OF_A_BUREAU)
                    .forEach(anomaly -> confirm(bureau, anomaly));
            Stream.of("SOURCE_LOST", "UNAPPROVED_SESSION")
                    .flatMap(
                            kind -> bureau
                                    .get(0)
                                    .client()
                                    .listAll("/v1/review/cases?filter.kind=ANOMALY_KIND_" + kind, "cases")
                                    .stream())
                    .limit(1)
                    .forEach(one -> explain(bureau, one));
            bureau.get(0).client().listAll("/v1/review/cases?filter.state=CASE_STATE_CONFIRMED", "cases").stream()
                    .limit(1)
                    .forEach(this::appeal);
        }
    }

    /** Asked, explained, dismissed. */
    private void explain(List<Staff.Account> bureau, JsonObject one) {
        asked++;
        String path = path(one);
        ApiClient supervisor = bureau.get(0).client();
        JsonObject taken = supervisor.post(
                path + "/take", object("revision", revision(supervisor.get(path)), "requestId", "take-" + id(one)));
        JsonObject askedNow = supervisor.post(
                path + "/explanation-request",
                object("revision", revision(taken), "requestId", "ask-" + id(one), "note", "What happened?"));
        JsonObject explained = school(one)
                .post(
                        path + "/explanation",
                        object(
                                "revision",
                                revision(askedNow),
                                "requestId",
                                "explain-" + id(one),
                                "text",
                                "停电 A power cut"));
        JsonObject done = supervisor.post(
                path + "/decision",
                object(
                        "revision",
                        revision(explained),
                        "requestId",
                        "dismiss-" + id(one),
                        "confirm",
                        false,
                        "reason",
                        "CASE_REASON_EXPLAINED",
                        "digest",
                        Json.text(supervisor.get(path), "digest")));
        dismissed += state(done).equals("CASE_STATE_DISMISSED") ? 1 : 0;
    }

    /** The institution appeals; who decides has not decided in the case before. */
    private void appeal(JsonObject one) {
        appealed++;
        String path = path(one);
        JsonObject appealedNow = school(one)
                .post(
                        path + "/appeal",
                        object(
                                "revision",
                                revision(school(one).get(path)),
                                "requestId",
                                "appeal-" + id(one),
                                "text",
                                "It was the trainee"));
        ApiClient authority = staff.authority();
        JsonObject done = authority.post(
                path + "/appeal-decision",
                object(
                        "revision",
                        revision(appealedNow),
                        "requestId",
                        "uphold-" + id(one),
                        "overturn",
                        false,
                        "reason",
                        "CASE_REASON_ANOTHER_PERSON",
                        "note",
                        "It was not",
                        "digest",
                        Json.text(authority.get(path), "digest")));
        upheld += state(done).equals("CASE_STATE_FINAL") ? 1 : 0;
    }

    private static String path(JsonObject one) {
        return "/v1/review/cases/" + id(one);
    }

    private static String id(JsonObject one) {
        return Json.text(one.getAsJsonObject("anomaly"), "anomalyId");
    }

    private static String state(JsonObject ofCase) {
        return Json.text(ofCase.getAsJsonObject("summary"), "state");
    }

    private ApiClient school(JsonObject one) {
        return books.administrators
                .get(books.institutions.indexOf(Json.text(one, "institutionId")))
                .client();
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
            confirmed.add(new Substituted(
                    Json.text(anomaly, "sessionId"),
                    Json.texts(anomaly, "subjectIds").get(0)));
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
        for (Substituted one : confirmed) {
            boolean substituted = authority.list("/v1/sessions/" + one.session() + "/attendance", "records").stream()
                    .filter(found -> Json.text(found, "subjectId").equals(one.subject()))
                    .allMatch(found -> Json.text(found, "status").equals("ATTENDANCE_STATUS_SUBSTITUTED"));
            notSubstituted += substituted ? 0 : 1;
        }
        verdict.expect("explanations asked for, given, and the case dismissed", asked, dismissed);
        verdict.expect("appeals, and upheld by somebody who had not decided before", appealed, upheld);
        verdict.expect("confirmations by the person who proposed them", 0, alone);
        verdict.expect("confirmed impersonations whose record does not say so", 0, notSubstituted);
    }
}
