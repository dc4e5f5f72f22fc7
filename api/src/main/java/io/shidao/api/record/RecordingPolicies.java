package io.shidao.api.record;

import io.shidao.proto.api.v1.RecordingPolicy;
import java.util.Optional;

/** Port: how cameras are recorded. Thread-safe. */
public interface RecordingPolicies {
    /** Empty when there is no such camera. */
    Optional<RecordingPolicy> find(String source);

    /** Changes it and makes the camera's plan be published again; false when there is no such camera. */
    boolean set(String source, RecordingPolicy policy);
}
