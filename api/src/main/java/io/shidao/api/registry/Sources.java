package io.shidao.api.registry;

import com.google.protobuf.ByteString;
import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.platform.NewKeys;
import io.shidao.api.problem.Checks;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.SourceAddress;
import io.shidao.kernel.store.DataKey;
import io.shidao.proto.api.v1.CreatePlatformRequest;
import io.shidao.proto.api.v1.CreatePlatformResponse;
import io.shidao.proto.api.v1.CreateSourceRequest;
import io.shidao.proto.api.v1.Source;
import io.shidao.wire.Times;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Cameras and platforms, within the caller's scope. Addresses are sealed before they are stored. Thread-safe. */
final class Sources {
    private final SourceStore store;
    private final Classes classes;
    private final SourcePolicy policy;
    private final DataKey key;
    private final NewKeys keys;
    private final Clock clock;

    Sources(SourceStore store, Classes classes, SourcePolicy policy, DataKey key, NewKeys keys, Clock clock) {
        this.store = store;
        this.classes = classes;
        this.policy = policy;
        this.key = key;
        this.keys = keys;
        this.clock = clock;
    }

    Source create(CreateSourceRequest request) {
        Checks checks = new Checks();
        String name = checks.text("name", request.getName(), 1, 100);
        @Nullable
        SourceAddress address = checks.made(
                "address", () -> new SourceAddress(request.getAddress().strip()));
        if (address != null) {
            policy.problem(address).ifPresent(problem -> checks.fail("address", problem));
        }
        checks.done();
        String institution = classes.institutions().one(request.getInstitutionId());
        Source source = Source.newBuilder()
                .setSourceId(SourceId.fresh().value())
                .setInstitutionId(institution)
                .setName(name)
                .setCreatedAt(Times.timestamp(clock.instant()))
                .build();
        byte[] plain = request.getAddress().strip().getBytes(StandardCharsets.UTF_8);
        ByteString sealed = ByteString.copyFrom(key.seal(plain, purpose(source.getSourceId())));
        store.addCamera(source, sealed);
        return shown(new SourceStore.Stored(source, sealed));
    }

    Page<Source> list(String institution, PageRequest request) {
        Page<SourceStore.Stored> page =
                store.list(Scope.current(), classes.institutions().filter(institution), request);
        return new Page<>(page.items().stream().map(this::shown).toList(), page.nextToken());
    }

    CreatePlatformResponse createPlatform(CreatePlatformRequest request) {
        Checks checks = new Checks();
        String name = checks.text("name", request.getName(), 1, 100);
        checks.done();
        String institution = classes.institutions().one(request.getInstitutionId());
        String id = SourceId.fresh().value();
        NewKeys.Made made =
                keys.make(request.getKeyKind(), request.getPublicKey().toByteArray());
        store.addPlatform(id, institution, name, made.key());
        return CreatePlatformResponse.newBuilder()
                .setPlatformId(id)
                .setKey(made.secret())
                .setKeyId(made.key().id())
                .build();
    }

    private Source shown(SourceStore.Stored stored) {
        ByteString sealed = stored.sealedAddress();
        if (sealed == null) {
            return stored.source();
        }
        byte[] plain = key.open(sealed.toByteArray(), purpose(stored.source().getSourceId()));
        SourceAddress address = new SourceAddress(new String(plain, StandardCharsets.UTF_8));
        return stored.source().toBuilder()
                .setAddress(SourcePolicy.shown(address))
                .build();
    }

    private static String purpose(String source) {
        return "source:" + source;
    }
}
