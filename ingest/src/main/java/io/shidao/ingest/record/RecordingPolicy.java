package io.shidao.ingest.record;

/** What of a source is recorded, while a session runs; outside class never anything. */
public enum RecordingPolicy {
    OFF,
    /** Some seconds before and after the analyzer raises an anomaly. */
    AROUND_ANOMALIES,
    CONTINUOUS
}
