package io.shidao.api.registry;

import com.google.protobuf.ByteString;
import io.shidao.api.problem.Checks;
import io.shidao.kernel.media.SourceAddress;
import io.shidao.kernel.store.DataKey;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Addresses of cameras: which may be entered, and how they are kept. Thread-safe. */
public record SourceAddresses(SourcePolicy policy, DataKey key) {
    /** What somebody typed, when it may be used; else the request is refused with what is wrong. */
    public SourceAddress entered(String text) {
        Checks checks = new Checks();
        @Nullable SourceAddress address = read(checks, text);
        checks.done();
        if (address == null) {
            throw new IllegalStateException("an address neither read nor refused");
        }
        return address;
    }

    @Nullable
    SourceAddress read(Checks checks, String text) {
        @Nullable SourceAddress address = checks.made("address", () -> new SourceAddress(text.strip()));
        if (address != null) {
            policy.problem(address).ifPresent(problem -> checks.fail("address", problem));
        }
        return address;
    }

    /** What is wrong with one that was entered under other rules; empty when it may be used. */
    public Optional<String> problem(SourceAddress address) {
        return policy.problem(address);
    }

    /** Empty for a platform. */
    public Optional<SourceAddress> of(SourceStore.Stored stored) {
        ByteString sealed = stored.sealedAddress();
        if (sealed == null) {
            return Optional.empty();
        }
        byte[] plain = key.open(sealed.toByteArray(), purpose(stored.source().getSourceId()));
        return Optional.of(new SourceAddress(new String(plain, StandardCharsets.UTF_8)));
    }

    ByteString seal(String source, SourceAddress address) {
        return ByteString.copyFrom(key.seal(address.uri().getBytes(StandardCharsets.UTF_8), purpose(source)));
    }

    private static String purpose(String source) {
        return "source:" + source;
    }
}
