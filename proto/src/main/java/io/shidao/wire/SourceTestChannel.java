package io.shidao.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import io.shidao.kernel.store.DataKey;
import io.shidao.kernel.store.StoreException;
import io.shidao.proto.bus.v1.SourceTestAsked;
import io.shidao.proto.bus.v1.SourceTestTold;
import java.util.Optional;

/**
 * How api and ingest talk about a test of a source: messages on the live state's channels, sealed with the data key, because
 * they hold a camera's password and because nobody else may ask. Thread-safe.
 */
public record SourceTestChannel(DataKey key) {
    /** Where every ingest listens. */
    public static final String ASKED = "source-tests";

    private static final String ASKED_PURPOSE = "source-test-asked";

    /** Where the answers to one test go. */
    public static String told(String testId) {
        return "source-test:" + testId;
    }

    /** The lease of whoever takes a test. */
    public static String lease(String testId) {
        return "source-test:" + testId;
    }

    public byte[] seal(SourceTestAsked asked) {
        return key.seal(asked.toByteArray(), ASKED_PURPOSE);
    }

    /** Empty for what nobody with our key has said. */
    public Optional<SourceTestAsked> openAsked(byte[] sealed) {
        try {
            return Optional.of(SourceTestAsked.parseFrom(key.open(sealed, ASKED_PURPOSE)));
        } catch (StoreException | InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    /** An answer counts for its test only. */
    public byte[] seal(String testId, SourceTestTold told) {
        return key.seal(told.toByteArray(), toldPurpose(testId));
    }

    /** Empty for what nobody with our key has said about this test. */
    public Optional<SourceTestTold> openTold(String testId, byte[] sealed) {
        try {
            return Optional.of(SourceTestTold.parseFrom(key.open(sealed, toldPurpose(testId))));
        } catch (StoreException | InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    private static String toldPurpose(String testId) {
        return "source-test-told:" + testId;
    }
}
