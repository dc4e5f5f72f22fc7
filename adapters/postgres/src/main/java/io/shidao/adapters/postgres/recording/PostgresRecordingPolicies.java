package io.shidao.adapters.postgres.recording;

import io.shidao.adapters.postgres.Database;
import io.shidao.api.record.RecordingPolicies;
import io.shidao.proto.api.v1.RecordingPolicy;
import java.util.Optional;

/** How sources are recorded, in table source. Thread-safe. */
public final class PostgresRecordingPolicies implements RecordingPolicies {
    private static final String PREFIX = "RECORDING_POLICY_";

    private final Database database;

    public PostgresRecordingPolicies(Database database) {
        this.database = database;
    }

    @Override
    public Optional<RecordingPolicy> find(String source) {
        return database.withHandle(
                handle -> handle.createQuery("SELECT recording FROM source WHERE source_id = :id AND kind = 'CAMERA'")
                        .bind("id", source)
                        .mapTo(String.class)
                        .findOne()
                        .map(name -> RecordingPolicy.valueOf(PREFIX + name)));
    }

    /** The revision grows, so the plan is published again. */
    @Override
    public boolean set(String source, RecordingPolicy policy) {
        return database.withHandle(handle -> handle.createUpdate("""
                                UPDATE source SET recording = :recording, revision = revision + 1
                                 WHERE source_id = :id AND kind = 'CAMERA'
                                """)
                        .bind("recording", policy.name().substring(PREFIX.length()))
                        .bind("id", source)
                        .execute()
                == 1);
    }
}
