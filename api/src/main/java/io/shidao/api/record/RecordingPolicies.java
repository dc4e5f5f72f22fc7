package io.shidao.api.record;

import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.proto.api.v1.RecordingPolicy;
import io.shidao.proto.api.v1.SourceRecording;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Port: how cameras are recorded, and how much is stored of them. Thread-safe. */
public interface RecordingPolicies {
    /** Empty when there is no such camera. */
    Optional<SourceRecording> find(String source);

    /**
     * Cameras within the scope, by id.
     *
     * @param institution null for all
     */
    Page<SourceRecording> list(Scope scope, @Nullable String institution, PageRequest page);

    /** Changes it and makes the camera's plan be published again; false when there is no such camera. */
    boolean set(String source, RecordingPolicy policy);
}
