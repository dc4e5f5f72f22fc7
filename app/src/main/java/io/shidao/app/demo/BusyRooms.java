package io.shidao.app.demo;

import static io.shidao.app.client.Json.object;

import com.google.gson.JsonObject;
import io.shidao.analyzer.AnalyzerConfig;
import io.shidao.api.ApiServer;
import io.shidao.app.client.ApiClient;
import io.shidao.app.client.Json;
import io.shidao.app.data.TemporaryFolder;
import io.shidao.app.node.KafkaSettings;
import io.shidao.app.node.Node;
import io.shidao.app.node.Service;
import io.shidao.kernel.session.Seat;
import io.shidao.testkit.classroom.ClassroomLayout;
import io.shidao.testkit.portrait.Portrait;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;

/** A whole installation on a temporary directory with classes of enrolled people before cameras, in real time. */
public final class BusyRooms implements AutoCloseable {
    /** In which every room is sampled at least. */
    public static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final Duration LENGTH = Duration.ofHours(1);

    private final Path folder;
    private final Node node;
    private final String token;
    private final Instant startsAt;

    private BusyRooms(Path folder, Node node, String token, Instant startsAt) {
        this.folder = folder;
        this.node = node;
        this.token = token;
        this.startsAt = startsAt;
    }

    /**
     * The classes begin a few seconds later, all at once.
     *
     * @param cameras address of each room's
     * @param people who sit in every room, in the order of the seats; each room is an institution of its own
     */
    public static BusyRooms open(KafkaSettings kafka, List<String> cameras, List<Portrait> people) {
        Path folder = TemporaryFolder.make("shidao-demo");
        Node node = null;
        try {
            node = Node.start(
                    Demo.config(DemoOptions.defaults(), kafka, AnalyzerConfig.defaults()),
                    EnumSet.allOf(Service.class),
                    folder,
                    Clock.systemUTC(),
                    System.getenv());
            ApiServer.FirstSignIn first = node.firstSignIn().orElseThrow();
            String password = HexFormat.of().formatHex(new SecureRandom().generateSeed(8));
            ApiClient client = new ApiClient(node.address().orElseThrow(), "")
                    .firstSignIn(first.username(), first.oneTimePassword(), password);
            Instant startsAt = plan(client, cameras, people);
            JsonObject signIn = client.post("/v1/sign-in", object("username", first.username(), "password", password));
            return new BusyRooms(folder, node, Json.text(signIn, "token"), startsAt);
        } catch (RuntimeException e) {
            if (node != null) {
                node.close();
            }
            TemporaryFolder.delete(folder);
            throw e;
        }
    }

    private static Instant plan(ApiClient client, List<String> cameras, List<Portrait> people) {
        List<Room> rooms = new ArrayList<>();
        for (String camera : cameras) {
            DemoSchool school = DemoSchool.found(client, " " + (rooms.size() + 1));
            String classId = school.openClass("Bench", "Bench", roster(school, people));
            rooms.add(new Room(school, classId, school.addCamera("Bench", camera)));
        }
        Instant starts = Instant.now().plusSeconds(3);
        for (Room room : rooms) {
            room.school()
                    .planSession(
                            room.classId(),
                            "SESSION_KIND_THEORY",
                            room.source(),
                            starts,
                            starts.plus(LENGTH),
                            object("samplingInterval", INTERVAL.toSeconds() + "s"));
        }
        return starts;
    }

    private record Room(DemoSchool school, String classId, String source) {}

    private static List<JsonObject> roster(DemoSchool school, List<Portrait> people) {
        List<JsonObject> roster = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            String subject = school.enterSubject("Bench " + (i + 1));
            JsonObject unused = school.enrol(subject, people.get(i).jpeg().toByteArray());
            Seat seat = ClassroomLayout.seats().get(i);
            roster.add(object(
                    "subjectId", subject, "role", "ROSTER_ROLE_TRAINEE", "seat", object("x", seat.x(), "y", seat.y())));
        }
        return roster;
    }

    public URI address() {
        return node.address().orElseThrow();
    }

    /** When all classes begin. */
    public Instant startsAt() {
        return startsAt;
    }

    /** Of a signed-in supervisor, for {@code Authorization: Bearer}. */
    public String token() {
        return token;
    }

    @Override
    public void close() {
        node.close();
        TemporaryFolder.delete(folder);
    }
}
