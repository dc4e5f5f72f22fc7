package io.shidao.app.region;

import static io.shidao.app.client.Json.object;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.shidao.app.client.ApiClient;
import io.shidao.app.client.Json;
import io.shidao.kernel.face.Box;
import io.shidao.kernel.session.Seat;
import io.shidao.kernel.session.SessionKind;
import io.shidao.testkit.platform.RequestSigner;
import io.shidao.testkit.region.Person;
import io.shidao.testkit.region.Region;
import io.shidao.testkit.region.Scene;
import io.shidao.testkit.region.SessionScript;
import io.shidao.testkit.region.TrainingClass;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Enters the whole region the way people do: through the API, each with the account whose work it is. */
final class Onboarding {
    private static final int PHOTO_WIDTH = 480;
    private static final int PHOTO_HEIGHT = 640;
    private static final Box PORTRAIT = new Box(140, 160, 200, 260);
    private static final int PART_BYTES = 3 << 20;
    private static final Duration IMPORT_TIME_OUT = Duration.ofMinutes(5);
    static final String POLICY = "rehearsal";

    private final Region region;
    private final Staff staff;
    private final Books books;

    Onboarding(Region region, Staff staff, Books books) {
        this.region = region;
        this.staff = staff;
        this.books = books;
    }

    void enter() throws InterruptedException {
        policy();
        for (int i = 0; i < region.prefectures().size(); i++) {
            prefecture(i);
        }
        for (Region.Institution institution : region.institutions()) {
            institution(institution);
        }
        for (Region.Institution institution : region.institutions()) {
            people(institution);
        }
        for (TrainingClass group : region.classes()) {
            apply(group);
        }
        plan();
    }

    /** The default rules, but for what follows from pictures that come rarely. */
    static JsonObject rules(Duration interval) {
        return object(
                "samplingInterval",
                interval.toSeconds() + "s",
                "sourceLostAfter",
                Math.max(300, 2 * interval.toSeconds()) + "s",
                "snapshotInterval",
                "600s",
                "consecutiveSnapshots",
                2);
    }

    private void policy() {
        staff.authority()
                .post(
                        "/v1/policies/" + POLICY + "/versions",
                        object(
                                "policyId",
                                POLICY,
                                "name",
                                "演练规则 Rehearsal",
                                "rules",
                                rules(region.size().interval()),
                                "reason",
                                "sampled rarely, so that a month fits into minutes"));
        for (String setting : List.of("CLASSROOM", "ONLINE")) {
            staff.authority()
                    .post(
                            "/v1/policy-assignments",
                            object(
                                    "assignmentId",
                                    "region-" + setting,
                                    "scopeKind",
                                    "POLICY_SCOPE_KIND_REGION",
                                    "setting",
                                    "POLICY_SETTING_" + setting,
                                    "policyId",
                                    POLICY,
                                    "version",
                                    1,
                                    "validFrom",
                                    region.size().firstDay().minusDays(1) + "T00:00:00Z",
                                    "reason",
                                    "rehearsal"));
        }
    }

    private void prefecture(int number) {
        JsonObject made = staff.authority()
                .post("/v1/prefectures", object("name", region.prefectures().get(number)));
        String id = Json.text(made, "prefectureId");
        books.prefectures.add(id);
        books.bureaus.add(List.of(
                staff.hire("bureau-" + number + "-a", "BUREAU_SUPERVISOR", "prefectureId", id),
                staff.hire("bureau-" + number + "-b", "BUREAU_SUPERVISOR", "prefectureId", id)));
    }

    private void institution(Region.Institution institution) {
        JsonObject made = staff.authority()
                .post(
                        "/v1/institutions",
                        object(
                                "name", institution.name(),
                                "prefectureId", books.prefectures.get(institution.prefecture())));
        String id = Json.text(made, "institutionId");
        books.institutions.add(id);
        Staff.Account administrator =
                staff.hire("school-" + institution.number(), "INSTITUTION_ADMINISTRATOR", "institutionId", id);
        books.administrators.add(administrator);
        ApiClient client = administrator.client();
        String site = Json.text(client.post("/v1/sites", object("institutionId", id, "name", "校区 Site")), "siteId");
        List<String> rooms = new ArrayList<>();
        List<String> cameras = new ArrayList<>();
        for (int room = 0; room < institution.rooms(); room++) {
            String classroom = Json.text(
                    client.post(
                            "/v1/sites/" + site + "/classrooms",
                            object("siteId", site, "name", "教室 Room " + (room + 1), "capacity", 60)),
                    "classroomId");
            String camera = Json.text(
                    client.post(
                            "/v1/sources",
                            object(
                                    "institutionId", id,
                                    "name", "摄像头 Camera " + (room + 1),
                                    "address",
                                            "rtsp://camera" + institution.number() + "-" + room
                                                    + ".example.invalid/stream")),
                    "sourceId");
            client.post("/v1/sources/" + camera + "/classroom", object("classroomId", classroom));
            rooms.add(classroom);
            cameras.add(camera);
        }
        books.classrooms.add(rooms);
        books.cameras.add(cameras);
        if (region.sessions().stream().anyMatch(session -> isOnlineOf(institution, session))) {
            JsonObject platform =
                    staff.authority().post("/v1/platforms", object("institutionId", id, "name", "网课平台 Platform"));
            books.platforms.put(
                    institution.number(),
                    new Books.Platform(
                            Json.text(platform, "platformId"),
                            RequestSigner.hmac(Json.text(platform, "keyId"), Json.text(platform, "key"))));
        }
    }

    private boolean isOnlineOf(Region.Institution institution, SessionScript session) {
        return session.kind() == SessionKind.ONLINE
                && region.classes().get(session.trainingClass()).institution() == institution.number();
    }

    /** Trainees by a table, their photos by a ZIP; the teachers one by one, as they go to the register. */
    private void people(Region.Institution institution) throws InterruptedException {
        ApiClient client = books.administrators.get(institution.number()).client();
        String id = books.institutions.get(institution.number());
        List<Person> trainees = region.classes().stream()
                .filter(group -> group.institution() == institution.number())
                .flatMap(group -> group.trainees().stream())
                .toList();
        if (!trainees.isEmpty()) {
            client.post(
                    "/v1/trainee-imports",
                    object("institutionId", id, "file", base64(table(trainees)), "consentTextVersion", "1"));
            recognise(client, id, trainees);
            importPhotos(client, id, trainees);
        }
        for (TrainingClass group : region.classes()) {
            if (group.institution() == institution.number()) {
                teacher(client, id, group);
            }
        }
    }

    private static byte[] table(List<Person> people) {
        StringBuilder text = new StringBuilder("姓名,身份证号,同意人脸核验\n");
        people.forEach(person -> text.append(person.name())
                .append(',')
                .append(person.idNumber())
                .append(',')
                .append(person.consents() ? "是" : "否")
                .append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A table is answered without ids: people are found again by name and what is shown of the number. */
    private void recognise(ApiClient client, String institution, List<Person> people) {
        Map<String, String> known = new HashMap<>();
        for (JsonObject subject : client.listAll("/v1/subjects?institution_id=" + institution, "subjects")) {
            String key = key(Json.text(subject, "name"), Json.text(subject, "maskedIdNumber"));
            if (known.put(key, Json.text(subject, "subjectId")) != null) {
                throw new RegionException("people: two share name and last digits (expected: none; take another seed)");
            }
        }
        for (Person person : people) {
            String id = known.get(key(person.name(), person.idNumber()));
            if (id == null) {
                throw new RegionException(
                        "people: somebody of the table is not listed (expected: everybody; " + known.size() + " are)");
            }
            books.subject(person.number(), id);
        }
    }

    private static String key(String name, String number) {
        return name + number.substring(Math.max(0, number.length() - 4));
    }

    private void importPhotos(ApiClient client, String institution, List<Person> people) throws InterruptedException {
        byte[] zip = photos(people);
        JsonObject begun = client.post(
                "/v1/photo-imports", object("institutionId", institution, "sizeBytes", Integer.toString(zip.length)));
        String id = Json.text(begun, "importId");
        for (int from = 0; from < zip.length; from += PART_BYTES) {
            byte[] part = java.util.Arrays.copyOfRange(zip, from, Math.min(zip.length, from + PART_BYTES));
            client.post(
                    "/v1/photo-imports/" + id + "/parts",
                    object("offset", Integer.toString(from), "content", base64(part)));
        }
        long limit = System.nanoTime() + IMPORT_TIME_OUT.toNanos();
        JsonObject state = client.get("/v1/photo-imports/" + id);
        while (!Json.text(state, "state").equals("STATE_DONE")) {
            if (Json.text(state, "state").equals("STATE_FAILED") || System.nanoTime() > limit) {
                throw new RegionException("photos: import is " + state + " (expected: done within " + IMPORT_TIME_OUT
                        + "; likely cause: overload)");
            }
            Thread.sleep(20);
            state = client.get("/v1/photo-imports/" + id);
        }
        long wanted = people.stream().filter(Person::consents).count();
        if (!Json.text(state, "accepted").equals(Long.toString(wanted))) {
            throw new RegionException("photos: " + Json.text(state, "accepted") + " were accepted (expected: " + wanted
                    + "; the import says why not the others: " + findings(client, id) + ")");
        }
    }

    private static String findings(ApiClient client, String id) {
        return client.list("/v1/photo-imports/" + id + "/items?findings_only=true&page_size=3", "items")
                .toString();
    }

    private static byte[] photos(List<Person> people) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (Person person : people) {
                if (person.consents()) {
                    zip.putNextEntry(new ZipEntry(person.idNumber() + ".jpg"));
                    zip.write(photo(person));
                    zip.closeEntry();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a ZIP in memory", e);
        }
        return bytes.toByteArray();
    }

    private static byte[] photo(Person person) {
        return new Scene(
                        PHOTO_WIDTH,
                        PHOTO_HEIGHT,
                        List.of(new Scene.Face(person.face(), person.face(), person.face(), 1, PORTRAIT)))
                .toJpeg()
                .toByteArray();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private void teacher(ApiClient client, String institution, TrainingClass group) {
        Person teacher = group.teacher();
        TrainingClass first = region.classes().stream()
                .filter(other -> other.teacher().equals(teacher))
                .findFirst()
                .orElseThrow();
        if (first.institution() == group.institution()) {
            if (first.equals(group)) {
                register(client, institution, teacher);
            }
        } else {
            String found =
                    Json.text(client.post("/v1/teacher-search", object("idNumber", teacher.idNumber())), "teacherId");
            client.post(
                    "/v1/teachers/" + found + "/engagements",
                    object(
                            "institutionId",
                            institution,
                            "fromOn",
                            region.size().firstDay().minusDays(1)));
        }
    }

    private void register(ApiClient client, String institution, Person teacher) {
        String subject = Json.text(
                client.post(
                        "/v1/subjects",
                        object(
                                "institutionId",
                                institution,
                                "name",
                                teacher.name(),
                                "idNumber",
                                teacher.idNumber(),
                                "consent",
                                true,
                                "consentTextVersion",
                                "1")),
                "subjectId");
        books.subject(teacher.number(), subject);
        client.post("/v1/subjects/" + subject + "/photos", object("photo", base64(photo(teacher))));
        client.post(
                "/v1/teachers",
                object(
                        "subjectId",
                        subject,
                        "idNumber",
                        teacher.idNumber(),
                        "title",
                        "高级工程师",
                        "engagedFrom",
                        region.size().firstDay().minusDays(1)));
    }

    private void apply(TrainingClass group) {
        ApiClient client = books.administrators.get(group.institution()).client();
        JsonObject applied = client.post(
                "/v1/classes",
                object(
                        "institutionId", books.institutions.get(group.institution()),
                        "name", group.name(),
                        "programme", group.programme()));
        String id = Json.text(applied, "classId");
        books.trainingClass(group.number(), id);
        JsonArray entries = new JsonArray();
        for (int i = 0; i < group.trainees().size(); i++) {
            entries.add(entry(group.trainees().get(i), "TRAINEE", group.seats().get(i)));
        }
        entries.add(entry(group.teacher(), "TEACHER", TrainingClass.TEACHERS_PLACE));
        client.post("/v1/classes/" + id + "/roster", object("entries", entries));
        decide(group, id);
    }

    private JsonObject entry(Person person, String role, Seat seat) {
        return object(
                "subjectId", books.subject(person.number()),
                "role", "ROSTER_ROLE_" + role,
                "seat", object("x", seat.x(), "y", seat.y()));
    }

    private void decide(TrainingClass group, String id) {
        int prefecture = region.institutions().get(group.institution()).prefecture();
        ApiClient bureau = books.bureaus.get(prefecture).get(0).client();
        if (group.approved()) {
            bureau.post("/v1/classes/" + id + "/approval", object("reason", "in order"));
        } else {
            bureau.post("/v1/classes/" + id + "/rejection", object("reason", "no site for practice"));
        }
    }

    /** Sessions that have class, kind, source and teacher in common are planned at once. */
    private void plan() {
        Map<String, List<SessionScript>> alike = new LinkedHashMap<>();
        for (SessionScript session : region.sessions()) {
            alike.computeIfAbsent(session.trainingClass() + " " + session.kind(), key -> new ArrayList<>())
                    .add(session);
        }
        alike.values().forEach(this::plan);
    }

    private void plan(List<SessionScript> sessions) {
        SessionScript first = sessions.get(0);
        TrainingClass group = region.classes().get(first.trainingClass());
        JsonArray slots = new JsonArray();
        sessions.forEach(session -> slots.add(object("startsAt", session.start(), "endsAt", session.end())));
        JsonObject request = object("kind", "SESSION_KIND_" + first.kind(), "slots", slots);
        if (first.kind() == SessionKind.ONLINE) {
            request.addProperty("sourceId", platform(group).id());
        } else {
            request.addProperty(
                    "classroomId", books.classrooms.get(group.institution()).get(group.room()));
        }
        if (first.namesTeacher()) {
            request.addProperty("teacherId", books.subject(group.teacher().number()));
        }
        JsonObject planned = books.administrators
                .get(group.institution())
                .client()
                .post("/v1/classes/" + books.trainingClass(group.number()) + "/sessions", request);
        List<JsonObject> made = Json.objects(planned, "sessions");
        for (int i = 0; i < sessions.size(); i++) {
            books.session(sessions.get(i).number(), Json.text(made.get(i), "sessionId"));
            if (sessions.get(i).cancelled()) {
                cancel(group, made.get(i));
            }
        }
    }

    private void cancel(TrainingClass group, JsonObject planned) {
        String id = Json.text(planned, "sessionId");
        books.administrators
                .get(group.institution())
                .client()
                .post(
                        "/v1/sessions/" + id + "/cancellation",
                        object("reason", "the teacher is ill", "expectedRevision", Json.text(planned, "revision")));
    }

    private Books.Platform platform(TrainingClass group) {
        Books.Platform platform = books.platforms.get(group.institution());
        if (platform == null) {
            throw new RegionException("platform of institution " + group.institution() + ": none");
        }
        return platform;
    }
}
