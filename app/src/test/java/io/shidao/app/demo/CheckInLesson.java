package io.shidao.app.demo;

import static io.shidao.app.client.Json.object;

import com.google.gson.JsonObject;
import io.shidao.app.client.ApiClient;
import io.shidao.app.client.Json;
import io.shidao.testkit.portrait.Portraits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A session of another school, in twenty minutes, of one trainee who has agreed to face verification and is known by ID
 * number: one may check in already, and no camera is connected yet.
 */
record CheckInLesson(String session) {
    static final String ID_NUMBER = "110105194912020022";

    /** @param photos that a check-in needs */
    static CheckInLesson plan(ApiClient supervisor, int photos) {
        DemoSchool school = DemoSchool.found(supervisor, " 2");
        JsonObject person = object(
                "institutionId",
                school.institution(),
                "name",
                "卫小工",
                "idNumber",
                ID_NUMBER,
                "consent",
                true,
                "consentTextVersion",
                "1");
        String trainee = Json.text(supervisor.post("/v1/subjects", person), "subjectId");
        school.enrol(trainee, Portraits.get("male-08").jpeg().toByteArray());
        String trainingClass = school.openClass(
                "电工 2026-3 班 Electricians", "电工", List.of(object("subjectId", trainee, "role", "ROSTER_ROLE_TRAINEE")));
        String camera = school.addCamera("电工教室 Electrics", "rtsp://127.0.0.1:9/electrics");
        Instant starts = Instant.now().plus(Duration.ofMinutes(20));
        return new CheckInLesson(school.planSession(
                trainingClass,
                "SESSION_KIND_THEORY",
                camera,
                starts,
                starts.plus(Duration.ofMinutes(45)),
                object("checkInPhotos", photos)));
    }

    /** That the classroom's screen shows now. */
    String code(ApiClient supervisor) {
        return Json.text(supervisor.get("/v1/sessions/" + session + "/check-in-code"), "code");
    }
}
