package io.shidao.adapters.postgres.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.shidao.adapters.postgres.TestDatabase;
import io.shidao.api.timetable.TimetableRules;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Places, the timetable and what stands in its way, through the running server. The clock stands at 16:00 of a Monday. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class TimetableIT {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private ApiWorld world;
    private Rest admin;
    private int count;

    @BeforeAll
    void open() {
        world = new ApiWorld(DATABASE.database(), TimetableRules.defaults());
        admin = world.adminOf(world.a);
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void plansEveryWeekdayButHolidaysAllAtOnce() {
        Room room = room();
        String request = "{'kind': 'SESSION_KIND_THEORY', 'classroomId': '" + room.id
                + "', 'requestId': 'plan-1', 'pattern': {'firstDay': '2026-03-09', 'lastDay': '2026-03-13', 'weekdays':"
                + " [1, 2, 3, 4, 5], 'times': [{'from': '09:00', 'to': '09:45'}, {'from': '10:00', 'to': '10:45'}],"
                + " 'exceptDays': ['2026-03-11']}}";
        String trainingClass = trainingClass(trainee("Li Si"));

        JsonArray planned = plan(trainingClass, request).good().json().getAsJsonArray("sessions");
        JsonArray again = plan(trainingClass, request).good().json().getAsJsonArray("sessions");

        assertThat(planned).hasSize(8);
        assertThat(planned.get(0).getAsJsonObject().get("startsAt").getAsString())
                .isEqualTo("2026-03-09T01:00:00Z");
        assertThat(planned.get(0).getAsJsonObject().get("sourceId").getAsString())
                .isEqualTo(room.camera);
        assertThat(again).as("the same call again").isEqualTo(planned);
        assertThat(plan(trainingClass, request.replace("'09:45'", "'09:40'")).text("code"))
                .isEqualTo("REQUEST_ID_TAKEN");
        assertThat(admin.get("/v1/timetable?from=2026-03-09T00:00:00Z&to=2026-03-10T00:00:00Z&class_id="
                                + trainingClass)
                        .good()
                        .json()
                        .getAsJsonArray("sessions"))
                .hasSize(2);
    }

    @Test
    void reportsEveryConflictAtOnceWithWhatWhomAndWhen() {
        Room room = room();
        String both = trainee("Wang Wu");
        String teacher = teacher(world.a, "Teacher Zhao", "11010519491231002X");
        String first = trainingClass(both);
        plan(
                        first,
                        "{'kind': 'SESSION_KIND_THEORY', 'classroomId': '" + room.id + "', 'teacherId': '" + teacher
                                + "', 'slots': [" + slot("2026-03-16T01:00:00Z", "2026-03-16T02:30:00Z") + "]}")
                .good();
        String second = trainingClass(both);
        String wanted = "{'kind': 'SESSION_KIND_THEORY', 'classroomId': '" + room.id + "', 'teacherId': '" + teacher
                + "', 'dryRun': true, 'slots': ["
                + slot("2026-03-16T02:00:00Z", "2026-03-16T03:30:00Z") + ", "
                + slot("2026-03-16T11:00:00Z", "2026-03-16T14:15:00Z") + ", "
                + slot("2026-03-17T01:00:00Z", "2026-03-17T01:45:00Z") + ", "
                + slot("2026-03-17T01:30:00Z", "2026-03-17T02:15:00Z") + ", "
                + slot("2026-03-02T07:00:00Z", "2026-03-02T07:45:00Z") + "]}";

        JsonObject dry = plan(second, wanted).good().json();
        Rest.Answer real = plan(second, wanted.replace("'dryRun': true, ", ""));

        assertThat(kinds(dry, 0)).contains("CLASSROOM", "SOURCE", "TEACHER", "TRAINEE", "CLASS_HOURS");
        assertThat(kinds(dry, 1)).contains("TOO_LONG", "HOURS_OF_THE_DAY");
        assertThat(kinds(dry, 3)).containsExactly("CLASS");
        assertThat(kinds(dry, 4)).contains("PAST");
        assertThat(dry.toString()).contains("Wang Wu", "Teacher Zhao", "2026-03-16 09:00–10:30", "已被班级", "此时在班级");
        assertThat(real.status()).isEqualTo(409);
        assertThat(real.text("code")).isEqualTo("TIMETABLE_CONFLICTS");
        assertThat(real.json().getAsJsonArray("violations").size())
                .isEqualTo(dry.getAsJsonArray("conflicts").size());
        assertThat(admin.get("/v1/sessions?class_id=" + second).good().json().has("sessions"))
                .as("nothing by half")
                .isFalse();
    }

    @Test
    void findsATeacherWhoTeachesElsewhereWithoutSayingWhere() {
        String teacher = teacher(world.a, "Teacher Qian", "110105198001011238");
        Room here = room();
        plan(
                        trainingClass(trainee("A")),
                        "{'kind': 'SESSION_KIND_EXAM', 'classroomId': '" + here.id + "', 'teacherId': '" + teacher
                                + "', 'slots': [" + slot("2026-03-18T01:00:00Z", "2026-03-18T02:00:00Z") + "]}")
                .good();
        world.adminOf(world.b)
                .post("/v1/teachers/" + teacher + "/engagements", "{'fromOn': '2026-03-01'}")
                .good();

        JsonObject dry = world.adminOf(world.b)
                .post(
                        "/v1/classes/" + world.b.trainingClass() + "/sessions",
                        "{'kind': 'SESSION_KIND_EXAM', 'sourceId': '" + world.b.source() + "', 'teacherId': '" + teacher
                                + "', 'dryRun': true, 'slots': ["
                                + slot("2026-03-18T01:30:00Z", "2026-03-18T02:00:00Z") + "]}")
                .good()
                .json();

        assertThat(kinds(dry, 0)).containsExactly("TEACHER");
        assertThat(dry.toString()).contains("a class of another institution").doesNotContain("Institution A");
        assertThat(dry.getAsJsonArray("conflicts").get(0).getAsJsonObject().has("otherSessionId"))
                .isFalse();
    }

    @Test
    void changesAndCancelsASessionThatHasNotBegunWithItsHistory() {
        Room room = room();
        Room other = room();
        String trainingClass = trainingClass(trainee("B"));
        String session = plan(
                        trainingClass,
                        "{'kind': 'SESSION_KIND_PRACTICE', 'classroomId': '" + room.id + "', 'slots': ["
                                + slot("2026-03-19T01:00:00Z", "2026-03-19T02:00:00Z") + "]}")
                .good()
                .json()
                .getAsJsonArray("sessions")
                .get(0)
                .getAsJsonObject()
                .get("sessionId")
                .getAsString();

        Rest.Answer moved = admin.post(
                "/v1/sessions/" + session,
                "{'startsAt': '2026-03-19T02:00:00Z', 'endsAt': '2026-03-19T03:00:00Z', 'classroomId': '" + other.id
                        + "', 'reason': 'room flooded', 'expectedRevision': 1}");
        Rest.Answer stale =
                admin.post("/v1/sessions/" + session + "/cancellation", "{'reason': 'x', 'expectedRevision': 1}");
        admin.post("/v1/sessions/" + session + "/cancellation", "{'reason': 'teacher ill', 'expectedRevision': 2}")
                .good();
        Rest.Answer afterwards =
                admin.post("/v1/sessions/" + session, "{'endsAt': '2026-03-19T04:00:00Z', 'reason': 'y'}");

        assertThat(moved.good().text("sourceId")).isEqualTo(other.camera);
        assertThat(moved.text("classroomName")).isNotEmpty();
        assertThat(stale.text("code")).isEqualTo("SESSION_CHANGED");
        assertThat(afterwards.text("code")).isEqualTo("SESSION_CANCELLED");
        Rest.Answer found = admin.get("/v1/sessions/" + session).good();
        assertThat(found.text("phase")).isEqualTo("SESSION_PHASE_CANCELLED");
        assertThat(found.text("cancelReason")).isEqualTo("teacher ill");
        assertThat(admin.get("/v1/sessions/" + session + "/history").good().text())
                .contains(
                        "PLANNED", "CHANGED", "CANCELLED", "room flooded", "2026-03-19T01:00:00Z/2026-03-19T02:00:00Z");
        plan(
                        trainingClass,
                        "{'kind': 'SESSION_KIND_PRACTICE', 'classroomId': '" + other.id + "', 'slots': ["
                                + slot("2026-03-19T02:00:00Z", "2026-03-19T03:00:00Z") + "]}")
                .good();
    }

    @Test
    void keepsACameraWhereSessionsArePlannedBeforeIt() {
        Room room = room();
        Room other = room();
        plan(
                        trainingClass(trainee("C")),
                        "{'kind': 'SESSION_KIND_THEORY', 'classroomId': '" + room.id + "', 'slots': ["
                                + slot("2026-03-20T01:00:00Z", "2026-03-20T02:00:00Z") + "]}")
                .good();

        Rest.Answer answer =
                admin.post("/v1/sources/" + room.camera + "/classroom", "{'classroomId': '" + other.id + "'}");

        assertThat(answer.text("code")).isEqualTo("CAMERA_PLANNED");
    }

    @Test
    void knowsAPlaceByItsNameAndRefusesAStaleChange() {
        String site = admin.post("/v1/sites", "{'name': 'Campus', 'address': '1 Road'}")
                .good()
                .text("siteId");

        assertThat(admin.post("/v1/sites", "{'name': 'Campus', 'address': '1 Road'}")
                        .good()
                        .text("siteId"))
                .isEqualTo(site);
        assertThat(admin.post("/v1/sites", "{'name': 'Campus', 'address': '2 Road'}")
                        .text("code"))
                .isEqualTo("PLACE_EXISTS");
        admin.post("/v1/sites/" + site, "{'name': 'Campus', 'address': '3 Road', 'expectedRevision': 1}")
                .good();
        assertThat(admin.post("/v1/sites/" + site, "{'name': 'X', 'address': '', 'expectedRevision': 1}")
                        .text("code"))
                .isEqualTo("PLACE_CHANGED");
        assertThat(world.adminOf(world.b).get("/v1/sites").text()).doesNotContain(site);
        assertThat(world.adminOf(world.b)
                        .post("/v1/sites/" + site + "/classrooms", "{'name': 'R'}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void enrolsATeacherOnceInTheRegionAndCountsWhereEachTeaches() {
        String teacher = teacher(world.a, "Teacher Sun", "110105197001014418");
        String sameElsewhere = world.subject(world.b.adminToken(), "Teacher Sun");
        Rest.Answer twice = world.adminOf(world.b)
                .post("/v1/teachers", "{'subjectId': '" + sameElsewhere + "', 'idNumber': '110105197001014418'}");
        String trainingClass = trainingClass(trainee("D"));
        Rest.Answer unengaged = world.adminOf(world.b)
                .post(
                        "/v1/classes/" + world.b.trainingClass() + "/roster",
                        "{'entries': [{'subjectId': '" + teacher + "', 'role': 'ROSTER_ROLE_TEACHER'}]}");
        String found = world.adminOf(world.b)
                .post("/v1/teacher-search", "{'idNumber': '110105197001014418'}")
                .good()
                .text("teacherId");
        world.adminOf(world.b)
                .post("/v1/teachers/" + found + "/engagements", "{'fromOn': '2026-03-01', 'untilOn': '2026-06-30'}")
                .good();
        world.adminOf(world.b)
                .post(
                        "/v1/classes/" + world.b.trainingClass() + "/roster",
                        "{'entries': [{'subjectId': '" + teacher + "', 'role': 'ROSTER_ROLE_TEACHER'}]}")
                .good();
        Room room = room();
        plan(
                        trainingClass,
                        "{'kind': 'SESSION_KIND_THEORY', 'classroomId': '" + room.id + "', 'teacherId': '" + teacher
                                + "', 'slots': [" + slot("2026-04-01T01:00:00Z", "2026-04-01T02:30:00Z") + "]}")
                .good();
        world.adminOf(world.b)
                .post(
                        "/v1/classes/" + world.b.trainingClass() + "/sessions",
                        "{'kind': 'SESSION_KIND_THEORY', 'sourceId': '" + world.b.source() + "', 'teacherId': '"
                                + teacher + "', 'slots': [" + slot("2026-04-02T01:00:00Z", "2026-04-02T01:45:00Z")
                                + "]}")
                .good();

        JsonArray rows = world.supervisor()
                .get("/v1/teaching?from_on=2026-04-01&until_on=2026-04-30&least_institutions=2")
                .good()
                .json()
                .getAsJsonArray("rows");

        assertThat(twice.status()).isEqualTo(409);
        assertThat(twice.text("code")).isEqualTo("TEACHER_EXISTS");
        assertThat(unengaged.text("code")).isEqualTo("TEACHER_NOT_ENGAGED");
        assertThat(rows).hasSize(2);
        assertThat(StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getAsJsonObject().get("classHours").getAsDouble()))
                .containsExactlyInAnyOrder(2.0, 1.0);
        JsonObject seenByA = admin.get("/v1/teachers/" + teacher).good().json();
        assertThat(seenByA.get("engagedElsewhere").getAsInt()).isEqualTo(1);
        assertThat(seenByA.toString())
                .contains("1101**********4418", "***56")
                .doesNotContain("Institution B", "110105197001014418", "3456\"");
    }

    private record Room(String id, String camera) {}

    private Room room() {
        count++;
        String site = admin.post("/v1/sites", "{'name': 'Site', 'address': ''}")
                .good()
                .text("siteId");
        String room = admin.post("/v1/sites/" + site + "/classrooms", "{'name': 'Room " + count + "', 'capacity': 40}")
                .good()
                .text("classroomId");
        String camera = admin.post("/v1/sources", "{'name': 'Camera', 'address': 'rtsp://192.0.2.7/stream'}")
                .good()
                .text("sourceId");
        admin.post("/v1/sources/" + camera + "/classroom", "{'classroomId': '" + room + "'}")
                .good();
        return new Room(room, camera);
    }

    private String trainee(String name) {
        return world.subject(world.a.adminToken(), name);
    }

    private String teacher(ApiWorld.Institution institution, String name, String idNumber) {
        count++;
        String subject = world.subject(institution.adminToken(), name);
        return world.adminOf(institution)
                .post(
                        "/v1/teachers",
                        "{'subjectId': '" + subject + "', 'idNumber': '" + idNumber
                                + "', 'title': '高级工程师', 'trades': ['Welder'], 'certificates': [{'name': '职业资格',"
                                + " 'number': 'JS" + count + "3456'}], 'engagedFrom': '2026-03-01'}")
                .good()
                .text("teacherId");
    }

    private String trainingClass(String trainee) {
        String id = admin.post("/v1/classes", "{'name': 'Class of " + trainee + "', 'programme': 'Welder'}")
                .good()
                .text("classId");
        world.supervisor().post("/v1/classes/" + id + "/approval", "{}").good();
        admin.post(
                        "/v1/classes/" + id + "/roster",
                        "{'entries': [{'subjectId': '" + trainee + "', 'role': 'ROSTER_ROLE_TRAINEE'}]}")
                .good();
        return id;
    }

    private Rest.Answer plan(String trainingClass, String request) {
        return admin.post("/v1/classes/" + trainingClass + "/sessions", request);
    }

    private static String slot(String starts, String ends) {
        return "{'startsAt': '" + starts + "', 'endsAt': '" + ends + "'}";
    }

    private static List<String> kinds(JsonObject dry, int session) {
        return StreamSupport.stream(dry.getAsJsonArray("conflicts").spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .filter(conflict ->
                        (conflict.has("session") ? conflict.get("session").getAsInt() : 0) == session)
                .map(conflict -> conflict.get("kind").getAsString().substring("KIND_".length()))
                .toList();
    }
}
