package io.shidao.app.demo;

import static io.shidao.app.client.Json.object;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.shidao.app.client.ApiClient;
import io.shidao.app.client.Json;
import io.shidao.testkit.platform.RequestSigner;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The made-up training school: everything is entered through the API, as an institution would. */
final class DemoSchool {
    /** Enrolled faces are 45 to 80 pixels high in the stock portraits; the service's own default is larger. */
    static final int LEAST_FACE_HEIGHT_PIXELS = 40;

    private final ApiClient supervisor;
    private final String institution;

    private DemoSchool(ApiClient supervisor, String institution) {
        this.supervisor = supervisor;
        this.institution = institution;
    }

    static DemoSchool found(ApiClient supervisor) {
        return found(supervisor, "");
    }

    /** @param suffix of its names and its prefecture's, which nobody else may have */
    static DemoSchool found(ApiClient supervisor, String suffix) {
        JsonObject prefecture = supervisor.post("/v1/prefectures", object("name", "示范州 Demo Prefecture" + suffix));
        JsonObject institution = supervisor.post(
                "/v1/institutions",
                object(
                        "name",
                        "示范建筑培训学校 Demo Building School" + suffix,
                        "prefectureId",
                        Json.text(prefecture, "prefectureId")));
        return new DemoSchool(supervisor, Json.text(institution, "institutionId"));
    }

    ApiClient client() {
        return supervisor;
    }

    String institution() {
        return institution;
    }

    String enterSubject(String name) {
        JsonObject subject = supervisor.post(
                "/v1/subjects",
                object("institutionId", institution, "name", name, "consent", true, "consentTextVersion", "1"));
        return Json.text(subject, "subjectId");
    }

    /** The answer to one photo: accepted, or refused with reasons. */
    JsonObject enrol(String subject, byte[] photo) {
        return supervisor.post(
                "/v1/subjects/" + subject + "/photos",
                object("photo", Base64.getEncoder().encodeToString(photo)));
    }

    /** Enters somebody in the register of teachers, with a made-up ID number, and engages them. */
    void registerTeacher(String subject) {
        supervisor.post(
                "/v1/teachers",
                object("subjectId", subject, "idNumber", "11010519491231002X", "title", "高级工程师 Senior engineer"));
    }

    /** An approved class with its roster. */
    String openClass(String name, String programme, List<JsonObject> roster) {
        JsonObject applied = supervisor.post(
                "/v1/classes", object("institutionId", institution, "name", name, "programme", programme));
        String id = Json.text(applied, "classId");
        supervisor.post("/v1/classes/" + id + "/approval", new JsonObject());
        supervisor.post("/v1/classes/" + id + "/roster", object("entries", Json.array(roster)));
        return id;
    }

    String addCamera(String name, String address) {
        JsonObject source =
                supervisor.post("/v1/sources", object("institutionId", institution, "name", name, "address", address));
        return Json.text(source, "sourceId");
    }

    /** A platform's id, and what it signs its requests with. */
    Map.Entry<String, RequestSigner> addPlatform(String name) {
        JsonObject platform = supervisor.post("/v1/platforms", object("institutionId", institution, "name", name));
        return Map.entry(
                Json.text(platform, "platformId"),
                RequestSigner.hmac(Json.text(platform, "keyId"), Json.text(platform, "key")));
    }

    String planSession(String classId, String kind, String source, Instant starts, Instant ends, JsonObject policy) {
        JsonObject session = supervisor.post(
                "/v1/sessions",
                object(
                        "classId", classId,
                        "kind", kind,
                        "sourceId", source,
                        "startsAt", starts,
                        "endsAt", ends,
                        "policy", policy));
        return Json.text(session, "sessionId");
    }

    void claim(String session, String kind, List<String> subjects, Instant madeAt) {
        JsonArray claims = new JsonArray();
        for (String subject : subjects) {
            claims.add(object("claimId", "demo-" + subject, "subjectId", subject, "kind", kind, "madeAt", madeAt));
        }
        supervisor.post("/v1/sessions/" + session + "/claims", object("claims", claims));
    }
}
