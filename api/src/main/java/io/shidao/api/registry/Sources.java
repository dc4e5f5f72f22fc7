package io.shidao.api.registry;

import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.platform.NewKeys;
import io.shidao.api.problem.Checks;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.SourceAddress;
import io.shidao.proto.api.v1.CreatePlatformRequest;
import io.shidao.proto.api.v1.CreatePlatformResponse;
import io.shidao.proto.api.v1.CreateSourceRequest;
import io.shidao.proto.api.v1.Source;
import io.shidao.wire.Times;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Cameras and platforms, within the caller's scope. Addresses are sealed before they are stored. Thread-safe. */
final class Sources {
    private final SourceStore store;
    private final Classes classes;
    private final SourceAddresses addresses;
    private final NewKeys keys;
    private final Clock clock;

    Sources(SourceStore store, Classes classes, SourceAddresses addresses, NewKeys keys, Clock clock) {
        this.store = store;
        this.classes = classes;
        this.addresses = addresses;
        this.keys = keys;
        this.clock = clock;
    }

    Source create(CreateSourceRequest request) {
        Checks checks = new Checks();
        String name = checks.text("name", request.getName(), 1, 100);
        @Nullable SourceAddress address = addresses.read(checks, request.getAddress());
        checks.done();
        String institution = classes.institutions().one(request.getInstitutionId());
        Source source = Source.newBuilder()
                .setSourceId(SourceId.fresh().value())
                .setInstitutionId(institution)
                .setName(name)
                .setCreatedAt(Times.timestamp(clock.instant()))
                .build();
        var sealed = addresses.seal(source.getSourceId(), Objects.requireNonNull(address, "checked above"));
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
        return addresses
                .of(stored)
                .map(address -> stored.source().toBuilder()
                        .setAddress(SourcePolicy.shown(address))
                        .build())
                .orElseGet(stored::source);
    }
}
