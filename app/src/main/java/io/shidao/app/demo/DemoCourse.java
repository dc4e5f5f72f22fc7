package io.shidao.app.demo;

import static io.shidao.app.client.Json.object;

import io.shidao.app.client.ApiClient;
import io.shidao.testkit.online.OnlineCourseScript;
import io.shidao.testkit.platform.RequestSigner;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The online course: a platform that sends a snapshot of each trainee every two minutes of class time. */
final class DemoCourse implements AutoCloseable {
    /** What the trainee's snapshots show, and the anomaly that must come out of it; empty for none. */
    enum Manner {
        ATTENDS(""),
        ATTENDS_TOO(""),
        /** Somebody else sits there all the time. */
        SENDS_ANOTHER("IMPERSONATION"),
        /** Somebody else takes over after a third of the time. */
        HANDS_OVER("IMPERSONATION"),
        WALKS_AWAY("NO_FACE"),
        HAS_COMPANY("SEVERAL_FACES");

        private final String anomaly;

        Manner(String anomaly) {
            this.anomaly = anomaly;
        }

        String anomaly() {
            return anomaly;
        }
    }

    /** Twice the time between two of them. */
    static final String SNAPSHOT_INTERVAL = "240s";

    private static final Duration EVERY = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int ODD_FROM = 8;
    private static final int ODD_TO = 12;
    private static final long SEED = 7;

    private final URI address;
    private final RequestSigner signer;
    private final String session;
    private final Map<Enrolled, Manner> trainees;
    private final Instant starts;
    private final Instant ends;
    private final ExecutorService sender = Executors.newSingleThreadExecutor(work -> new Thread(work, "demo-platform"));
    private @Nullable Future<Integer> sending;

    private DemoCourse(
            URI address,
            RequestSigner signer,
            String session,
            Map<Enrolled, Manner> trainees,
            Instant starts,
            Instant ends) {
        this.address = address;
        this.signer = signer;
        this.session = session;
        this.trainees = trainees;
        this.starts = starts;
        this.ends = ends;
    }

    static DemoCourse plan(DemoSchool school, Cast cast, URI address, Instant starts, Instant ends) {
        Map<Enrolled, Manner> trainees = new LinkedHashMap<>();
        for (int i = 0; i < cast.online().size(); i++) {
            trainees.put(cast.online().get(i), Manner.values()[i]);
        }
        List<String> subjects =
                trainees.keySet().stream().map(Enrolled::subject).toList();
        String classId = school.openClass(
                "质量员网课 Online quality",
                "质量员",
                subjects.stream().map(DemoRun::trainee).toList());
        Map.Entry<String, RequestSigner> platform = school.addPlatform("示范网课平台 Demo platform");
        String session = school.planSession(
                classId,
                "SESSION_KIND_ONLINE",
                platform.getKey(),
                starts,
                ends,
                object("snapshotInterval", SNAPSHOT_INTERVAL));
        school.claim(session, "CLAIM_KIND_ONLINE_LOGIN", subjects, starts.plusSeconds(10));
        return new DemoCourse(address, platform.getValue(), session, trainees, starts, ends);
    }

    /** Sends from now on, by the clock, until the session ends. */
    void start(Clock clock) {
        sending = sender.submit(() -> sendAll(clock));
    }

    private int sendAll(Clock clock) throws InterruptedException {
        ApiClient platform = new ApiClient(address, "").withSigner(signer, clock);
        int acknowledged = 0;
        int number = 0;
        for (Instant due = starts.plus(EVERY); due.isBefore(ends); due = due.plus(EVERY)) {
            while (clock.instant().isBefore(due)) {
                Thread.sleep(POLL.toMillis());
            }
            for (Map.Entry<Enrolled, Manner> trainee : trainees.entrySet()) {
                send(platform, trainee.getKey(), picture(trainee.getKey(), trainee.getValue(), number), number, due);
                acknowledged++;
            }
            number++;
        }
        return acknowledged;
    }

    private void send(ApiClient platform, Enrolled trainee, byte[] picture, int number, Instant taken) {
        platform.post(
                "/v1/sessions/" + session + "/snapshots",
                object(
                        "subjectId",
                        trainee.subject(),
                        "clientId",
                        trainee.subject().substring(0, 18) + "-" + number,
                        "capturedAt",
                        taken,
                        "image",
                        Base64.getEncoder().encodeToString(picture)));
    }

    private byte[] picture(Enrolled trainee, Manner manner, int number) {
        OnlineCourseScript script = new OnlineCourseScript(SEED, trainee.portrait());
        boolean odd = number >= ODD_FROM && number < ODD_TO;
        return switch (manner) {
            case ATTENDS, ATTENDS_TOO -> script.attending(number);
            case SENDS_ANOTHER -> script.substituted(number, Cast.ONLINE_IMPOSTOR);
            case HANDS_OVER ->
                number < ODD_FROM ? script.attending(number) : script.substituted(number, Cast.ONLINE_IMPOSTOR);
            case WALKS_AWAY -> odd ? script.empty(number) : script.attending(number);
            case HAS_COMPANY -> odd ? script.together(number, Cast.VISITOR) : script.attending(number);
        };
    }

    String session() {
        return session;
    }

    Map<Enrolled, Manner> trainees() {
        return trainees;
    }

    /** How many snapshots were acknowledged; waits until all are sent. */
    int acknowledged() throws InterruptedException {
        try {
            return sending == null ? 0 : sending.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new DemoException("online course: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new DemoException("online course: snapshots are still being sent 60 s after its end", e);
        }
    }

    @Override
    public void close() {
        sender.shutdownNow();
    }
}
