package io.shidao.api.session;

import com.google.protobuf.ByteString;
import io.shidao.proto.bus.v1.SourcePlanned;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Port: which cameras' plans have to be published. Thread-safe. */
public interface PlanStore {
    /**
     * A camera whose published plan is not true any more.
     *
     * @param revision the plan is as of this one
     * @param sessions not over yet and near enough, by start
     * @param nextStart of the first session that is not near enough yet; null when there is none
     * @param recording what of it is recorded
     */
    record Due(
            String source,
            ByteString sealedAddress,
            long revision,
            List<Planned> sessions,
            @Nullable Instant nextStart,
            SourcePlanned.Recording recording) {
        public Due {
            sessions = List.copyOf(sessions);
        }

        @Override
        public String toString() {
            return "Due[" + source + ", revision " + revision + "]";
        }
    }

    /** A session of a plan. */
    record Planned(String session, Instant startsAt, Instant endsAt, Duration samplingInterval) {}

    /** Cameras with an unpublished revision, or whose time to plan again has come. */
    List<Due> listDue(Instant now, Duration horizon, int limit);

    /**
     * The plan of this revision is on the bus.
     *
     * @param replanAt when it stops being true by itself; null for never
     */
    void published(String source, long revision, @Nullable Instant replanAt);

    /** Makes every camera due that has a session which is not over: the bus may have lost its plan. */
    void replanAll(Instant now);
}
