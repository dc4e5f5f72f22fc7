package io.shidao.adapters.postgres.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.adapters.postgres.TestDatabase;
import io.shidao.adapters.postgres.registry.PostgresRemakeStore;
import io.shidao.adapters.postgres.registry.PostgresSessionDirectory;
import io.shidao.api.enrol.EnrolmentConfig;
import io.shidao.api.enrol.RemakeStore;
import io.shidao.api.enrol.TemplateRemaker;
import io.shidao.api.enrol.Vision;
import io.shidao.api.gate.Scope;
import io.shidao.api.page.PageRequest;
import io.shidao.kernel.face.ModelId;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.session.RosterEntry;
import io.shidao.proto.api.v1.OutdatedReference;
import io.shidao.testkit.fake.ScriptedVision.Face;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The embedder's model is exchanged: references are made again from the kept crops. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class RemakeIT {
    private static final ModelId NEWER = new ModelId("scripted-2");

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private ApiWorld world;
    private PostgresRemakeStore store;

    @BeforeAll
    void open() {
        world = new ApiWorld(DATABASE.database());
        store = new PostgresRemakeStore(DATABASE.database(), world.clock);
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void makesEverybodysReferencesAgainAndListsThoseThatNeedANewPhoto() {
        String anna = enrolled("Anna", Face.good(1, 120));
        String berta = enrolled("Berta", Face.good(2, 120));
        String lost = enrolled("Carla", Face.good(3, 120));
        world.blobs.erase(new Sha256(imageOf(lost)));
        PostgresSessionDirectory directory = new PostgresSessionDirectory(DATABASE.database(), world.key);
        long before = directory.revision(new SessionId(world.a.session()));

        world.vision.use(NEWER);
        // to the newer model the two look alike
        world.vision.show(Face.good(4, 120));
        assertThat(store.progress(Scope.REGION, null, NEWER.value())).isEqualTo(new RemakeStore.Progress(0, 3, 0));
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (TemplateRemaker remaker = TemplateRemaker.start(
                store,
                world.blobs,
                world.key,
                new Vision(world.vision, world.vision, world.vision, world.vision, world.vision),
                EnrolmentConfig.defaults(),
                world.live,
                meters)) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() ->
                            store.progress(Scope.REGION, null, NEWER.value()).waiting() == 0);
            assertThat(remaker).isNotNull();
        }

        assertThat(store.progress(Scope.REGION, world.a.id(), NEWER.value()))
                .isEqualTo(new RemakeStore.Progress(2, 0, 1));
        assertThat(store.progress(Scope.REGION, world.b.id(), NEWER.value()))
                .isEqualTo(new RemakeStore.Progress(0, 0, 0));
        assertThat(store.list(Scope.REGION, null, NEWER.value(), true, PageRequest.of(10, ""))
                        .items())
                .singleElement()
                .satisfies(reference -> {
                    assertThat(reference.getSubjectId()).isEqualTo(lost);
                    assertThat(reference.getName()).isEqualTo("Carla");
                    assertThat(reference.getState()).isEqualTo(OutdatedReference.State.STATE_NO_PHOTO);
                });
        assertThat(modelsOf(directory, anna)).containsExactly(NEWER);
        assertThat(directory.revision(new SessionId(world.a.session()))).isGreaterThan(before);
        assertThat(world.adminOf(world.a).get("/v1/lookalikes").good().text())
                .as("found by the newer model")
                .contains(anna, berta, "DUPLICATE", NEWER.value());
        assertThat(meters.counter("api.enrol.remake.received").count()).isEqualTo(3);

        // the server still runs with the older model: to it the two are outdated
        String outdated =
                world.adminOf(world.a).get("/v1/outdated-references").good().text();
        assertThat(outdated).contains("\"current\":1", "\"waiting\":2", "STATE_WAITING", "scripted-1", "Anna");
        assertThat(world.adminOf(world.a).get("/v1/subjects/" + anna).good().text())
                .contains("ENROLMENT_STATE_NONE");
        assertThat(world.adminOf(world.b).get("/v1/outdated-references").good().text())
                .doesNotContain("Anna");

        store.retryFailed(NEWER.value());
        assertThat(store.listWaiting(NEWER.value(), "", 10))
                .extracting(RemakeStore.Outdated::subject)
                .containsExactly(lost);

        // the very photo again, enrolled by the newer model, takes the place of the one that could not be made
        world.vision.show(Face.good(3, 120));
        assertThat(world.enrol(world.adminOf(world.a), lost).good().text()).contains("\"accepted\":true");
        assertThat(store.progress(Scope.REGION, null, NEWER.value())).isEqualTo(new RemakeStore.Progress(3, 0, 0));
        assertThat(modelsOf(directory, lost)).containsExactly(NEWER);
    }

    /** As the analyzer gets them: opened with the data key. */
    private List<ModelId> modelsOf(PostgresSessionDirectory directory, String subject) {
        return directory.getRoster(new SessionId(world.a.session())).entries().stream()
                .filter(entry -> entry.subject().value().equals(subject))
                .map(RosterEntry::references)
                .flatMap(List::stream)
                .map(reference -> reference.template().model())
                .toList();
    }

    private static String imageOf(String subject) {
        return DATABASE.database()
                .withHandle(handle -> handle.createQuery(
                                "SELECT image_sha256 FROM biometric_reference WHERE subject_id = :subject")
                        .bind("subject", subject)
                        .mapTo(String.class)
                        .one());
    }

    private String enrolled(String name, Face face) {
        String subject = world.subject(world.a.adminToken(), name);
        Rest admin = world.adminOf(world.a);
        admin.post(
                        "/v1/classes/" + world.a.trainingClass() + "/roster",
                        "{'entries': [{'subjectId': '" + subject + "', 'role': 'ROSTER_ROLE_TRAINEE'}]}")
                .good();
        world.vision.show(face);
        world.enrol(admin, subject).good();
        return subject;
    }
}
