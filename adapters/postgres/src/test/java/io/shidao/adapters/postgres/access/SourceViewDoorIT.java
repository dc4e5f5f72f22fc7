package io.shidao.adapters.postgres.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.adapters.postgres.TestDatabase;
import io.shidao.adapters.postgres.analysis.PostgresAnalysisStore;
import io.shidao.analyzer.picture.KeptView;
import io.shidao.analyzer.picture.SourceViewState;
import io.shidao.analyzer.store.AnalysisCommit;
import io.shidao.kernel.id.SourceId;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the analyzer has learnt of a camera, and who may make it forget. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class SourceViewDoorIT {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private ApiWorld world;
    private PostgresAnalysisStore store;

    @BeforeAll
    void open() {
        world = new ApiWorld(DATABASE.database());
        store = new PostgresAnalysisStore(DATABASE.database(), world.clock);
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void isForgottenForGoodWhenTheAuthorityResetsIt_andOnlyThen() {
        SourceId source = new SourceId(world.a.source());
        String path = "/v1/sources/" + source + "/view";
        assertThat(store.getView(source)).isEqualTo(SourceViewState.none(source));
        learn(source, 0, 30);
        learn(source, 0, 60);
        assertThat(store.getView(source).view()).isEqualTo(view(60));
        assertThat(world.adminOf(world.a).get(path).good().text("learntAt")).isNotEmpty();

        assertThat(world.adminOf(world.a)
                        .post(path + "-reset", "{'why': 'moved'}")
                        .status())
                .isEqualTo(403);
        assertThat(world.adminOf(world.b).get(path).status()).isEqualTo(404);
        assertThat(world.supervisor().post(path + "-reset", "{}").status()).isEqualTo(400);
        long revision = revision();
        world.supervisor()
                .post(path + "-reset", "{'why': 'moved to the front'}")
                .good();

        assertThat(store.getView(source)).isEqualTo(new SourceViewState(source, 1, null));
        assertThat(revision()).as("sessions are read again").isEqualTo(revision + 1);
        learn(source, 0, 90);
        assertThat(store.getView(source).view()).as("learnt before the reset").isNull();
        learn(source, 1, 30);
        assertThat(store.getView(source)).isEqualTo(new SourceViewState(source, 1, view(30)));
        assertThat(logged()).containsExactly(source + " moved to the front");
    }

    private void learn(SourceId source, long generation, int samples) {
        store.commit(AnalysisCommit.of(store.take(0))
                .views(List.of(new SourceViewState(source, generation, view(samples))))
                .build());
    }

    private static KeptView view(int samples) {
        byte[] bytes = new byte[13 + 2 * 4 * 240];
        bytes[0] = 1;
        bytes[1] = (byte) samples;
        return KeptView.of(bytes);
    }

    private long revision() {
        return DATABASE.database()
                .withHandle(handle -> handle.createQuery("SELECT revision FROM training_session WHERE session_id = :id")
                        .bind("id", world.a.session())
                        .mapTo(Long.class)
                        .one());
    }

    private static List<String> logged() {
        return DATABASE.database()
                .withHandle(handle -> handle.createQuery(
                                "SELECT object_id || ' ' || why FROM access_log WHERE what = 'source-view-reset'")
                        .mapTo(String.class)
                        .list());
    }
}
