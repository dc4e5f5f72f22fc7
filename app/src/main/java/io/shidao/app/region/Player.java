package io.shidao.app.region;

import static io.shidao.app.client.Json.object;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.shidao.app.client.ApiClient;
import io.shidao.app.client.ApiException;
import io.shidao.app.client.Json;
import io.shidao.kernel.bus.Bus;
import io.shidao.kernel.id.SampleId;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.media.SourceState;
import io.shidao.kernel.sample.Sample;
import io.shidao.kernel.sample.SessionInput;
import io.shidao.kernel.sample.SourceChange;
import io.shidao.testkit.region.Person;
import io.shidao.testkit.region.Region;
import io.shidao.testkit.region.ScoreModel;
import io.shidao.testkit.region.SessionScript;
import io.shidao.testkit.region.TrainingClass;
import io.shidao.testkit.time.SettableClock;
import io.shidao.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Plays the sessions of a day: cameras' samples and states to the bus, as ingest publishes them; snapshots and sign-in
 * lists to the API. The clock jumps from one event to the next, and only when the analyzer has committed what came before.
 * What is due at one time is done by several callers at once, as many schools do. Used by one thread.
 */
final class Player implements AutoCloseable {
    private static final int CALLERS = 4;
    private static final long CALLS_SECONDS = 300;
    private static final Duration SNAPSHOTS = Duration.ofMinutes(5);
    private static final Duration SIGNED_AFTER = Duration.ofMinutes(2);
    private static final Duration LISTS_AFTER = Duration.ofMinutes(25);
    private static final Duration AFTER_END = Duration.ofMinutes(2);
    private static final DateTimeFormatter TIME_OF_DAY = DateTimeFormatter.ofPattern("HH:mm");

    private final Region region;
    private final Books books;
    private final ApiClient anonymous;
    private final ScoreModel scores;
    private final SettableClock clock;
    private final Bus bus;
    private final Progress progress;
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    private long published;
    private long samples;
    private final AtomicLong snapshots = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    Player(
            Region region,
            Books books,
            ApiClient anonymous,
            ScoreModel scores,
            SettableClock clock,
            Bus bus,
            Progress progress) {
        this.region = region;
        this.books = books;
        this.anonymous = anonymous;
        this.scores = scores;
        this.clock = clock;
        this.bus = bus;
        this.progress = progress;
    }

    /** Something that is due. */
    private interface Event {
        void happen(Instant at, List<CompletableFuture<Long>> publishing);
    }

    /** Plays everything that begins on this day; the sessions that were played. */
    List<SessionScript> play(LocalDate day) throws InterruptedException {
        NavigableMap<Instant, List<Event>> events = new TreeMap<>();
        NavigableMap<Instant, List<String>> ends = new TreeMap<>();
        List<SessionScript> today = new ArrayList<>();
        for (SessionScript session : region.sessions()) {
            if (LocalDate.ofInstant(session.start(), Region.ZONE).equals(day)) {
                today.add(session);
                schedule(session, events);
                Instant over = session.end().plus(AFTER_END);
                events.computeIfAbsent(over, at -> new ArrayList<>());
                if (!session.cancelled()) {
                    ends.computeIfAbsent(over, at -> new ArrayList<>()).add(books.session(session.number()));
                }
            }
        }
        for (Map.Entry<Instant, List<Event>> due : events.entrySet()) {
            clock.set(due.getKey());
            List<CompletableFuture<Long>> publishing = new ArrayList<>();
            due.getValue().forEach(event -> event.happen(due.getKey(), publishing));
            await(publishing);
            progress.awaitConsumed(published + snapshots.get());
            progress.awaitConcluded(ends.getOrDefault(due.getKey(), List.of()));
        }
        progress.awaitSettled();
        return today;
    }

    long samples() {
        return samples;
    }

    long snapshots() {
        return snapshots.get();
    }

    /** Snapshots of sessions that do not take place, which the door turned away. */
    long refused() {
        return refused.get();
    }

    private void schedule(SessionScript session, NavigableMap<Instant, List<Event>> events) {
        if (session.kind().isOnline()) {
            for (Instant at = session.start().plus(SNAPSHOTS); at.isBefore(session.end()); at = at.plus(SNAPSHOTS)) {
                for (Person person : group(session).trainees()) {
                    on(events, at, (now, publishing) -> call(publishing, () -> snapshot(session, person, now)));
                }
            }
        } else if (!session.cancelled()) {
            on(events, session.start(), (now, publishing) -> change(session, SourceState.STREAMING, now, publishing));
            Duration interval = region.size().interval();
            for (Instant at = session.start(); at.isBefore(session.end()); at = at.plus(interval)) {
                if (session.streams(at)) {
                    on(events, at, (now, publishing) -> sample(session, now, publishing));
                }
            }
            for (SessionScript.Outage outage : session.outages()) {
                on(events, outage.from(), (now, publishing) -> change(session, outage.state(), now, publishing));
                on(events, outage.to(), (now, publishing) -> change(session, SourceState.STREAMING, now, publishing));
            }
            on(events, session.end(), (now, publishing) -> change(session, SourceState.CLOSED, now, publishing));
        }
        on(events, session.start().plus(LISTS_AFTER), (now, publishing) -> call(publishing, () -> claims(session)));
    }

    private void call(List<CompletableFuture<Long>> pending, Runnable work) {
        pending.add(CompletableFuture.supplyAsync(
                () -> {
                    work.run();
                    return 0L;
                },
                callers));
    }

    private static void on(NavigableMap<Instant, List<Event>> events, Instant at, Event event) {
        events.computeIfAbsent(at, time -> new ArrayList<>()).add(event);
    }

    private void sample(SessionScript session, Instant at, List<CompletableFuture<Long>> publishing) {
        Payload jpeg = session.scene(at, region.size().interval(), scores).toJpeg();
        samples++;
        publish(
                new Sample(
                        SampleId.fresh(), id(session), camera(session), null, Codec.JPEG, at, at, jpeg.sha256(), jpeg),
                session,
                publishing);
    }

    private void change(
            SessionScript session, SourceState state, Instant at, List<CompletableFuture<Long>> publishing) {
        publish(new SourceChange(id(session), camera(session), state, "", at), session, publishing);
    }

    private void publish(SessionInput input, SessionScript session, List<CompletableFuture<Long>> publishing) {
        published++;
        publishing.add(bus.publish(Topics.SAMPLES, books.session(session.number()), input)
                .toCompletableFuture());
    }

    private static void await(List<CompletableFuture<Long>> publishing) throws InterruptedException {
        try {
            CompletableFuture.allOf(publishing.toArray(CompletableFuture[]::new))
                    .get(CALLS_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new RegionException("what was due: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new RegionException(
                    "what was due: not done within " + CALLS_SECONDS
                            + " s (likely cause: the broker or the api has stopped)",
                    e);
        }
    }

    private SessionId id(SessionScript session) {
        return new SessionId(books.session(session.number()));
    }

    private TrainingClass group(SessionScript session) {
        return region.classes().get(session.trainingClass());
    }

    private SourceId camera(SessionScript session) {
        TrainingClass group = group(session);
        List<String> cameras = books.cameras.get(group.institution());
        return new SourceId(cameras.get(group.room()));
    }

    private void snapshot(SessionScript session, Person person, Instant at) {
        Books.Platform platform = books.platforms.get(group(session).institution());
        if (platform == null) {
            throw new RegionException("session " + session.number() + ": no platform");
        }
        ApiClient client = anonymous.withSigner(platform.signer(), clock);
        Payload jpeg = session.snapshot(person.number(), at, scores).toJpeg();
        try {
            client.post(
                    "/v1/sessions/" + books.session(session.number()) + "/snapshots",
                    object(
                            "subjectId",
                            books.subject(person.number()),
                            "clientId",
                            person.number() + "-" + at.getEpochSecond(),
                            "capturedAt",
                            at,
                            "image",
                            Base64.getEncoder().encodeToString(jpeg.toByteArray())));
            snapshots.incrementAndGet();
        } catch (ApiException e) {
            if (!session.cancelled() || e.status() / 100 != 4) {
                throw e;
            }
            refused.incrementAndGet();
        }
    }

    /** Log-ins one by one, as a platform tells them; signatures as a list that the institution hands in. */
    private void claims(SessionScript session) {
        List<Person> signed = group(session).trainees().stream()
                .filter(person -> session.claimants().contains(person.number()))
                .toList();
        if (signed.isEmpty()) {
            return;
        }
        ApiClient school =
                books.administrators.get(group(session).institution()).client();
        String path = "/v1/sessions/" + books.session(session.number());
        if (session.kind().isOnline()) {
            JsonArray claims = new JsonArray();
            signed.forEach(person -> claims.add(object(
                    "claimId",
                    session.number() + "-" + person.number(),
                    "subjectId",
                    books.subject(person.number()),
                    "kind",
                    "CLAIM_KIND_ONLINE_LOGIN",
                    "madeAt",
                    session.start().plus(SIGNED_AFTER))));
            school.post(path + "/claims", object("claims", claims));
        } else {
            StringBuilder list = new StringBuilder("姓名,身份证号,签到时间\n");
            signed.forEach(person -> list.append(person.name())
                    .append(',')
                    .append(person.idNumber())
                    .append(',')
                    .append(TIME_OF_DAY.format(
                            session.start().plus(SIGNED_AFTER).atZone(Region.ZONE)))
                    .append('\n'));
            byte[] file = list.toString().getBytes(StandardCharsets.UTF_8);
            JsonObject taken = school.post(
                    path + "/sign-in-lists", object("file", Base64.getEncoder().encodeToString(file)));
            if (!Json.flag(taken, "taken")) {
                throw new RegionException("session " + session.number() + ": the sign-in list was not taken: " + taken);
            }
        }
    }

    @Override
    public void close() {
        callers.shutdownNow();
    }
}
