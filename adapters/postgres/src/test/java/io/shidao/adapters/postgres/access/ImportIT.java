package io.shidao.adapters.postgres.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.shidao.adapters.postgres.TestDatabase;
import io.shidao.testkit.fake.ScriptedVision;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tables of trainees and ZIPs of photos through the running server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class ImportIT {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final byte[] PHOTO = Base64.getDecoder().decode(ApiWorld.PHOTO);

    private ApiWorld world;
    private int made;

    private record School(String id, String trainingClass) {}

    @BeforeAll
    void open() {
        world = new ApiWorld(DATABASE.database());
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void entersEverybodyOfATableOnceAndPutsThemOnTheRoster() {
        School institution = fresh();
        String table = "姓名,身份证号,同意人脸核验\n张三," + id(1) + ",是\n李四," + id(2) + ",否\n";

        Rest.Answer tried = importTable(institution, table, true);
        int before = roster(institution).size();
        Rest.Answer first = importTable(institution, table, false).good();
        Rest.Answer again =
                importTable(institution, table + "王五," + id(3) + ",是\n", false).good();

        assertThat(tried.good().text("entered")).isEqualTo("2");
        assertThat(before).isEqualTo(1);
        assertThat(first.text("entered")).isEqualTo("2");
        assertThat(again.text("entered")).isEqualTo("1");
        assertThat(again.text("onRoster")).isEqualTo("2");
        List<JsonObject> roster = roster(institution);
        assertThat(roster).hasSize(4);
        assertThat(subjectOf(roster, "张三").has("consentedAt")).isTrue();
        assertThat(subjectOf(roster, "李四").has("consentedAt")).isFalse();
        assertThat(subjectOf(roster, "李四").get("maskedIdNumber").getAsString()).contains("**********");
    }

    @Test
    void readsTheEncodingOfChineseSpreadsheets() {
        School institution = fresh();
        byte[] table = ("姓名;身份证号\r\n欧阳锋;" + id(4) + "\r\n").getBytes(Charset.forName("GB18030"));

        importTable(institution, table, false).good();

        assertThat(subjectOf(roster(institution), "欧阳锋")).isNotNull();
    }

    @Test
    void importsNothingOfATableWithABadRowAndNamesThemAll() {
        School institution = fresh();
        importTable(institution, "name,id\n赵六," + id(5) + "\n", false).good();
        String table = String.join(
                "\n",
                "name,id,consent",
                "Good One," + id(6) + ",yes",
                ",110105194912310021,maybe",
                "Rounded,1.10105194912310E+17,no",
                "Twice," + id(6) + ",no",
                "Other Name," + id(5) + ",no");

        JsonObject report = importTable(institution, table, true).good().json();
        Rest.Answer refused = importTable(institution, table, false);

        assertThat(report.get("bad").getAsInt()).isEqualTo(4);
        assertThat(list(report, "report").stream().map(ImportIT::codes))
                .containsExactly(
                        List.of(),
                        List.of("NAME_MISSING", "ID_NUMBER_WRONG", "CONSENT_UNCLEAR"),
                        List.of("ID_NUMBER_ROUNDED"),
                        List.of("ID_NUMBER_TWICE"),
                        List.of("NAME_DIFFERS"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("code")).isEqualTo("IMPORT_ROWS");
        assertThat(list(refused.json(), "violations")).hasSize(4);
        assertThat(refused.text()).doesNotContain("110105194912310021", id(6));
        assertThat(roster(institution)).hasSize(2);
    }

    @Test
    void saysWhatATableLacks() {
        School institution = fresh();

        assertThat(importTable(institution, "name,phone\nx,1\n", true).text()).contains("no column 身份证号");
        assertThat(importTable(institution, "name,id\n", true).text()).contains("no rows below the head");
        assertThat(importTable(institution, new byte[] {'P', 'K', 3, 4, 0}, true)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void enrolsThePhotosOfAZipAndTellsOfEachFile() throws IOException {
        School institution = fresh();
        importTable(
                        institution,
                        "name,id,consent\n张三," + id(10) + ",yes\n李四," + id(11) + ",yes\n王五," + id(12) + ",no\n双,"
                                + id(13) + ",yes\n双," + id(14) + ",yes\n",
                        false)
                .good();
        see(0);

        String photos = upload(
                institution,
                zip(
                        "班/",
                        new byte[0],
                        "班/张三.jpg",
                        PHOTO,
                        "李四_" + id(11) + ".png",
                        "no picture".getBytes(StandardCharsets.UTF_8),
                        "王五.jpg",
                        PHOTO,
                        "双.jpg",
                        PHOTO,
                        "nobody.jpg",
                        PHOTO,
                        "张三 " + id(11) + ".jpg",
                        PHOTO,
                        "__MACOSX/x.jpg",
                        PHOTO));
        JsonObject done = ended(photos);

        assertThat(done.get("state").getAsString()).isEqualTo("STATE_DONE");
        assertThat(done.get("files").getAsInt()).isEqualTo(6);
        assertThat(done.get("accepted").getAsInt()).isEqualTo(1);
        assertThat(done.get("refused").getAsInt()).isEqualTo(2);
        assertThat(done.get("unmatched").getAsInt()).isEqualTo(3);
        List<JsonObject> items = items(photos);
        assertThat(items.stream().map(ImportIT::codes))
                .containsExactly(
                        List.of(),
                        List.of("UNREADABLE"),
                        List.of("NO_CONSENT"),
                        List.of("SEVERAL_OF_THAT_NAME"),
                        List.of("NO_SUCH_PERSON"),
                        List.of("ID_AND_NAME_DIFFER"));
        assertThat(items.get(0).get("name").getAsString()).isEqualTo("张三");
        assertThat(items.toString()).doesNotContain(id(11));
        assertThat(subjectOf(roster(institution), "张三").get("references").getAsInt())
                .isEqualTo(1);
    }

    @Test
    void tellsOfOneFaceUnderTwoNamesWithinOneZip() throws IOException {
        School institution = fresh();
        importTable(institution, "name,id,consent\n甲," + id(20) + ",yes\n乙," + id(21) + ",yes\n", false)
                .good();
        see(5);

        String photos = upload(institution, zip("甲.jpg", PHOTO, "甲(2).jpg", PHOTO, "乙.jpg", PHOTO));
        ended(photos);

        assertThat(items(photos).stream().map(ImportIT::codes))
                .containsExactly(List.of(), List.of("SAME_PHOTO"), List.of("DUPLICATE"));
        assertThat(list(
                        world.supervisor()
                                .get("/v1/lookalikes?institution_id=" + institution.id())
                                .good()
                                .json(),
                        "lookalikes"))
                .hasSize(1);
    }

    @Test
    void takesPartsInOrderAndOnce() throws IOException {
        School institution = fresh();
        byte[] zip = zip("x.jpg", PHOTO);
        String of = start(institution, zip.length, "r-1").good().text("importId");

        Rest.Answer same = start(institution, zip.length, "r-1").good();
        Rest.Answer gap = part(of, zip, 40, zip.length);
        part(of, zip, 0, 40).good();
        Rest.Answer again = part(of, zip, 0, 40).good();
        Rest.Answer beyond = part(of, Arrays.copyOf(zip, zip.length + 5), 40, zip.length + 5);
        part(of, zip, 40, zip.length).good();

        assertThat(same.text("importId")).isEqualTo(of);
        assertThat(gap.text("code")).isEqualTo("IMPORT_OFFSET");
        assertThat(again.text("received")).isEqualTo("40");
        assertThat(beyond.status()).isEqualTo(400);
        assertThat(ended(of).get("unmatched").getAsInt()).isEqualTo(1);
        await().atMost(Duration.ofSeconds(20)).until(() -> partsOf(of) == 0);
    }

    @Test
    void boundsHowManyAreOpenAndForgetsWhatNeverArrives() {
        School institution = fresh();
        for (int i = 0; i < 3; i++) {
            start(institution, 1000, "").good();
        }

        Rest.Answer fourth = start(institution, 1000, "");
        String first = start(institution, 1000, "").status() == 429 ? newest(institution) : "";
        world.supervisor()
                .post("/v1/photo-imports/" + first + "/cancellation", "{}")
                .good();
        Rest.Answer fifth = start(institution, 1000, "");

        assertThat(fourth.status()).isEqualTo(429);
        assertThat(fourth.text("code")).isEqualTo("IMPORTS_FULL");
        assertThat(fifth.status()).isEqualTo(200);
    }

    @Test
    void failsOnWhatIsNoZip() {
        School institution = fresh();

        String of = upload(institution, "this is no archive at all".getBytes(StandardCharsets.UTF_8));

        JsonObject failed = ended(of);
        assertThat(failed.get("state").getAsString()).isEqualTo("STATE_FAILED");
        assertThat(failed.getAsJsonObject("failure").get("code").getAsString()).isEqualTo("ZIP_UNREADABLE");
    }

    @Test
    void goesOnAfterAStopBehindWhatWasDone() throws IOException {
        School institution = fresh();
        StringBuilder table = new StringBuilder("name,id,consent\n");
        List<Object> files = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            table.append("人").append(i).append(',').append(id(100 + i)).append(",yes\n");
            files.add(id(100 + i) + ".jpg");
            files.add(PHOTO);
        }
        importTable(institution, table.toString(), false).good();
        see(9);
        byte[] zip = zip(files.toArray());
        String of = start(institution, zip.length, "").good().text("importId");
        part(of, zip, 0, zip.length - 1).good();
        // as a server leaves it that stopped in the middle
        DATABASE.database().useTransaction(handle -> {
            handle.execute(
                    "INSERT INTO photo_import_item (import_id, number, file_name, outcome) SELECT ?, n, 'before', 'REFUSED'"
                            + " FROM generate_series(1, 7) AS n",
                    of);
        });
        part(of, zip, zip.length - 1, zip.length).good();

        JsonObject done = ended(of);

        assertThat(done.get("done").getAsInt()).isEqualTo(20);
        assertThat(done.get("accepted").getAsInt()).isEqualTo(13);
        assertThat(items(of).stream()
                        .map(item -> item.get("fileName").getAsString())
                        .limit(8))
                .startsWith("before")
                .endsWith("1101****" + id(107).substring(14) + ".jpg");
    }

    /** An institution with a class that has one trainee; without accounts, whose passwords take their time. */
    private School fresh() {
        Rest root = world.supervisor();
        String id = root.post(
                        "/v1/institutions",
                        "{'name': 'Import " + ++made + "', 'prefectureId': '" + world.prefecture + "'}")
                .good()
                .text("institutionId");
        String trainingClass = root.post(
                        "/v1/classes", "{'institutionId': '" + id + "', 'name': 'C', 'programme': 'P'}")
                .good()
                .text("classId");
        String subject = root.post("/v1/subjects", "{'institutionId': '" + id + "', 'name': 'First'}")
                .good()
                .text("subjectId");
        root.post(
                        "/v1/classes/" + trainingClass + "/roster",
                        "{'entries': [{'subjectId': '" + subject + "', 'role': 'ROSTER_ROLE_TRAINEE'}]}")
                .good();
        return new School(id, trainingClass);
    }

    private void see(int person) {
        world.vision.show(ScriptedVision.Face.good(person, 120));
    }

    /** A made-up number of a person of that number, with its check digit. */
    private static String id(int person) {
        String digits = "1101051980010" + String.format("%04d", 1000 + person);
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (digits.charAt(i) - '0') * ((1 << (17 - i)) % 11);
        }
        return digits + "10X98765432".charAt(sum % 11);
    }

    private Rest.Answer importTable(School of, String table, boolean dryRun) {
        return importTable(of, table.getBytes(StandardCharsets.UTF_8), dryRun);
    }

    private Rest.Answer importTable(School of, byte[] table, boolean dryRun) {
        return world.supervisor()
                .post(
                        "/v1/trainee-imports",
                        "{'classId': '" + of.trainingClass() + "', 'consentTextVersion': '1', 'dryRun': " + dryRun
                                + ", 'file': '" + Base64.getEncoder().encodeToString(table) + "'}");
    }

    private Rest.Answer start(School of, int size, String requestId) {
        return world.supervisor()
                .post(
                        "/v1/photo-imports",
                        "{'classId': '" + of.trainingClass() + "', 'sizeBytes': " + size + ", 'requestId': '"
                                + requestId + "'}");
    }

    private Rest.Answer part(String id, byte[] zip, int from, int to) {
        return world.supervisor()
                .post(
                        "/v1/photo-imports/" + id + "/parts",
                        "{'offset': " + from + ", 'content': '"
                                + Base64.getEncoder().encodeToString(Arrays.copyOfRange(zip, from, to)) + "'}");
    }

    private String upload(School of, byte[] zip) {
        String id = start(of, zip.length, "").good().text("importId");
        part(id, zip, 0, zip.length).good();
        return id;
    }

    private String newest(School of) {
        return list(
                        world.supervisor()
                                .get("/v1/photo-imports?institution_id=" + of.id())
                                .good()
                                .json(),
                        "imports")
                .get(0)
                .get("importId")
                .getAsString();
    }

    private JsonObject ended(String id) {
        await().atMost(Duration.ofSeconds(20)).until(() -> photoImport(id).has("endedAt"));
        return photoImport(id);
    }

    private JsonObject photoImport(String id) {
        return world.supervisor().get("/v1/photo-imports/" + id).good().json();
    }

    private List<JsonObject> items(String id) {
        return list(
                world.supervisor()
                        .get("/v1/photo-imports/" + id + "/items")
                        .good()
                        .json(),
                "items");
    }

    private int partsOf(String id) {
        return DATABASE.database()
                .withHandle(handle -> handle.createQuery("SELECT count(*) FROM photo_import_part WHERE import_id = :id")
                        .bind("id", id)
                        .mapTo(Integer.class)
                        .one());
    }

    private List<JsonObject> roster(School of) {
        return list(
                world.supervisor()
                        .get("/v1/classes/" + of.trainingClass() + "/roster")
                        .good()
                        .json(),
                "entries");
    }

    private static JsonObject subjectOf(List<JsonObject> roster, String name) {
        return roster.stream()
                .map(entry -> entry.getAsJsonObject("subject"))
                .filter(subject -> subject.get("name").getAsString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> codes(JsonObject of) {
        return list(of, "findings").stream()
                .map(finding -> finding.get("code").getAsString())
                .toList();
    }

    private static List<JsonObject> list(JsonObject of, String field) {
        JsonElement list = of.get(field);
        return list == null
                ? List.of()
                : StreamSupport.stream(list.getAsJsonArray().spliterator(), false)
                        .map(JsonElement::getAsJsonObject)
                        .toList();
    }

    /** Names and contents in turn. */
    private static byte[] zip(Object... namesAndContents) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out, Charset.forName("GB18030"))) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                zip.putNextEntry(new ZipEntry((String) namesAndContents[i]));
                zip.write((byte[]) namesAndContents[i + 1]);
            }
        }
        return out.toByteArray();
    }
}
