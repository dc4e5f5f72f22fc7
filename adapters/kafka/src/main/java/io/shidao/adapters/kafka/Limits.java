package io.shidao.adapters.kafka;

/** Sizes that broker, producer and consumer must agree on. */
final class Limits {
    /** Largest event in bytes: a 4K key frame is up to about 2 MB. */
    static final int EVENT_BYTES = 8 << 20;

    /** Room for the key and Kafka's own framing around the largest event. */
    static final int REQUEST_BYTES = EVENT_BYTES + (64 << 10);

    private Limits() {}
}
