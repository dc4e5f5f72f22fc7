package io.shidao.app.demo;

import static io.shidao.app.client.Json.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.shidao.app.client.ApiClient;
import io.shidao.app.client.Json;
import io.shidao.testkit.online.OnlineCourseScript;
import io.shidao.testkit.platform.RequestSigner;
import io.shidao.testkit.portrait.Portrait;
import io.shidao.testkit.portrait.Portraits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} in the middle of a session. An online course, because its platform knows what was acknowledged: what was
 * not, it sends again with the same client id.
 */
class CrashIT {
    private static final int SNAPSHOTS = 20;
    private static final int KILLED_AFTER = 25;
    private static final Duration EVERY = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String PASSWORD = "a password of the test";

    @TempDir(cleanup = CleanupMode.ALWAYS)
    Path folder;

    /** What became of the course: who was seen how long, and how many samples were analysed. */
    private record Outcome(List<String> attendance, List<String> anomalies, int analysed, int acknowledged) {}

    @Test
    void whatWasAcknowledgedIsAnalysedOnce_andAttendanceIsAsWithoutTheCrash() throws Exception {
        // the database's own user must be able to pass through
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        Instant starts = Instant.now().minus(Duration.ofMinutes(50)).truncatedTo(ChronoUnit.SECONDS);

        Outcome undisturbed = hold(folder.resolve("undisturbed"), starts, Integer.MAX_VALUE);
        Outcome disturbed = hold(folder.resolve("disturbed"), starts, KILLED_AFTER);

        assertThat(undisturbed.acknowledged()).isEqualTo(3 * SNAPSHOTS);
        assertThat(undisturbed.analysed()).isEqualTo(3 * SNAPSHOTS);
        assertThat(disturbed.acknowledged()).isEqualTo(3 * SNAPSHOTS);
        assertThat(disturbed.analysed()).as("each once").isEqualTo(3 * SNAPSHOTS);
        assertThat(disturbed.attendance()).isEqualTo(undisturbed.attendance());
        assertThat(disturbed.anomalies()).isEqualTo(undisturbed.anomalies());
        assertThat(disturbed.anomalies()).singleElement().asString().contains("IMPERSONATION");
    }

    /** Runs the course; kills the program after so many acknowledgements, starts it again and goes on. */
    private Outcome hold(Path data, Instant starts, int killAfter) throws Exception {
        Path config = Files.writeString(
                Files.createTempFile(folder, "crash", ".conf"),
                "api { port = 0, enrolment { min-face-height-pixels = 40 }, timetable { first-hour = 0, last-hour = 24 } }\n");
        ProgramProcess program = ProgramProcess.serve(data, config);
        try {
            Course course = plan(program, starts);
            int acknowledged = 0;
            for (int number = 0; number < SNAPSHOTS; number++) {
                for (int trainee = 0; trainee < course.subjects.size(); trainee++) {
                    course.send(trainee, number);
                    if (++acknowledged == killAfter) {
                        program.kill();
                        program = ProgramProcess.serve(data, config);
                        course.moveTo(program);
                        course.send(trainee, number);
                    }
                }
            }
            Outcome outcome = course.outcome(acknowledged);
            assertThat(program.stop()).as(program.text()).isEqualTo(143);
            return outcome;
        } finally {
            program.close();
        }
    }

    private static Course plan(ProgramProcess program, Instant starts) throws Exception {
        DemoSchool school = DemoSchool.found(
                new ApiClient(program.address(), "").firstSignIn("admin", program.oneTimePassword(), PASSWORD));
        List<Portrait> portraits =
                List.of(Portraits.get("male-43"), Portraits.get("female-07"), Portraits.get("male-20"));
        List<String> subjects = new ArrayList<>();
        for (Portrait portrait : portraits) {
            String subject = school.enterSubject("考生" + subjects.size());
            assertThat(Json.flag(school.enrol(subject, portrait.jpeg().toByteArray()), "accepted"))
                    .as(portrait.id())
                    .isTrue();
            subjects.add(subject);
        }
        String classId = school.openClass(
                "crash", "crash", subjects.stream().map(DemoRun::trainee).toList());
        var platform = school.addPlatform("crash");
        String session = school.planSession(
                classId,
                "SESSION_KIND_ONLINE",
                platform.getKey(),
                starts,
                starts.plus(Duration.ofMinutes(58)),
                object("snapshotInterval", "300s"));
        school.claim(session, "CLAIM_KIND_ONLINE_LOGIN", subjects, starts.plusSeconds(5));
        return new Course(program, platform.getValue(), session, subjects, portraits, starts);
    }

    /** The platform's side. */
    private static final class Course {
        private final RequestSigner signer;
        private final String session;
        private final List<String> subjects;
        private final List<Portrait> portraits;
        private final Instant starts;
        private ApiClient platform;
        private ApiClient supervisor;

        Course(
                ProgramProcess program,
                RequestSigner signer,
                String session,
                List<String> subjects,
                List<Portrait> portraits,
                Instant starts)
                throws Exception {
            this.signer = signer;
            this.session = session;
            this.subjects = subjects;
            this.portraits = portraits;
            this.starts = starts;
            moveTo(program);
        }

        void moveTo(ProgramProcess program) throws Exception {
            ApiClient anybody = new ApiClient(program.address(), "");
            platform = anybody.withSigner(signer, Clock.systemUTC());
            supervisor = anybody.signIn("admin", PASSWORD);
        }

        /** The last trainee's snapshots show somebody else. */
        void send(int trainee, int number) {
            OnlineCourseScript script = new OnlineCourseScript(trainee, portraits.get(trainee));
            byte[] picture =
                    trainee == 2 ? script.substituted(number, Portraits.get("male-08")) : script.attending(number);
            platform.post(
                    "/v1/sessions/" + session + "/snapshots",
                    object(
                            "subjectId", subjects.get(trainee),
                            "clientId", "t" + trainee + "-" + number,
                            "capturedAt", starts.plus(EVERY.multipliedBy(number + 1)),
                            "image", Base64.getEncoder().encodeToString(picture)));
        }

        Outcome outcome(int acknowledged) {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> analysed() >= acknowledged);
            List<String> attendance = supervisor.list("/v1/sessions/" + session + "/attendance", "records").stream()
                    .sorted(Comparator.comparing(record -> Json.text(record, "name")))
                    .map(record -> String.join(
                            " ",
                            Json.text(record, "name"),
                            Json.text(record, "status"),
                            Json.text(record, "firstSeen"),
                            Json.text(record, "lastSeen"),
                            Json.text(record, "seen"),
                            Json.text(record, "sampled"),
                            Json.text(record, "errorProbability")))
                    .toList();
            List<String> anomalies = supervisor.list("/v1/anomalies?session_id=" + session, "anomalies").stream()
                    .map(anomaly -> Json.text(anomaly, "kind") + anomaly.get("numbers"))
                    .toList();
            return new Outcome(attendance, anomalies, analysed(), acknowledged);
        }

        private int analysed() {
            JsonObject status = supervisor.get("/v1/sessions/" + session + "/status");
            return Integer.parseInt(status.has("samplesAnalysed") ? Json.text(status, "samplesAnalysed") : "0");
        }
    }
}
