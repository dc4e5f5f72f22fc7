package io.shidao.app.demo;

import static io.shidao.app.client.Json.object;

import com.google.gson.JsonObject;
import io.shidao.api.ApiServer;
import io.shidao.app.client.ApiClient;
import io.shidao.app.data.TemporaryFolder;
import io.shidao.app.node.Node;
import io.shidao.app.node.Service;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** A whole installation on a temporary directory with one class before one camera, in real time: for measurements. */
public final class OneRoom implements AutoCloseable {
    private static final Duration LENGTH = Duration.ofHours(1);

    private final Path folder;
    private final Node node;
    private final String signIn;
    private final String session;

    private OneRoom(Path folder, Node node, String signIn, String session) {
        this.folder = folder;
        this.node = node;
        this.signIn = signIn;
        this.session = session;
    }

    /** The session begins two seconds later. */
    public static OneRoom open(Set<Service> services, String camera) {
        Path folder = TemporaryFolder.make("shidao-demo");
        Node node = null;
        try {
            node = Node.start(
                    Demo.config(DemoOptions.defaults()), services, folder, Clock.systemUTC(), System.getenv());
            ApiServer.FirstSignIn first = node.firstSignIn().orElseThrow();
            String password = HexFormat.of().formatHex(new SecureRandom().generateSeed(8));
            URI address = node.address().orElseThrow();
            ApiClient client =
                    new ApiClient(address, "").firstSignIn(first.username(), first.oneTimePassword(), password);
            JsonObject signIn = client.post("/v1/sign-in", object("username", first.username(), "password", password));
            return new OneRoom(folder, node, signIn.toString(), plan(client, camera));
        } catch (RuntimeException e) {
            if (node != null) {
                node.close();
            }
            TemporaryFolder.delete(folder);
            throw e;
        }
    }

    private static String plan(ApiClient client, String camera) {
        DemoSchool school = DemoSchool.found(client);
        JsonObject trainee = object("subjectId", school.enterSubject("Bench"), "role", "ROSTER_ROLE_TRAINEE");
        String classId = school.openClass("Bench", "Bench", List.of(trainee));
        Instant starts = Instant.now().plusSeconds(2);
        return school.planSession(
                classId,
                "SESSION_KIND_THEORY",
                school.addCamera("Bench", camera),
                starts,
                starts.plus(LENGTH),
                object("samplingInterval", "5s"));
    }

    public URI address() {
        return node.address().orElseThrow();
    }

    public String session() {
        return session;
    }

    /** The server's answer to the sign-in, as the console keeps it: JSON with token and account. */
    public String signIn() {
        return signIn;
    }

    @Override
    public void close() {
        node.close();
        TemporaryFolder.delete(folder);
    }
}
