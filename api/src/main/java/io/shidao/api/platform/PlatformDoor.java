package io.shidao.api.platform;

import io.grpc.stub.StreamObserver;
import io.shidao.api.gate.Scope;
import io.shidao.api.problem.Checks;
import io.shidao.api.problem.Problem;
import io.shidao.proto.api.v1.AddPlatformKeyRequest;
import io.shidao.proto.api.v1.AddPlatformKeyResponse;
import io.shidao.proto.api.v1.ListPlatformKeysRequest;
import io.shidao.proto.api.v1.ListPlatformKeysResponse;
import io.shidao.proto.api.v1.PlatformKey;
import io.shidao.proto.api.v1.PlatformServiceGrpc;
import io.shidao.proto.api.v1.RevokePlatformKeyRequest;
import io.shidao.wire.Caller;
import java.time.Clock;

/** PlatformService: keys of platforms. Thread-safe. */
public final class PlatformDoor extends PlatformServiceGrpc.PlatformServiceImplBase {
    private final PlatformKeys keys;
    private final NewKeys fresh;
    private final Clock clock;

    public PlatformDoor(PlatformKeys keys, NewKeys fresh, Clock clock) {
        this.keys = keys;
        this.fresh = fresh;
        this.clock = clock;
    }

    @Override
    public void addPlatformKey(AddPlatformKeyRequest request, StreamObserver<AddPlatformKeyResponse> answer) {
        String platform = known(request.getPlatformId());
        NewKeys.Made made = fresh.make(request.getKind(), request.getPublicKey().toByteArray());
        if (!keys.add(platform, made.key())) {
            throw Problem.precondition(
                            "PLATFORM_KEYS_FULL",
                            "The platform has enough keys",
                            "keys: " + PlatformKeys.MOST
                                    + " are good (expected: fewer; what to do: revoke the one that the"
                                    + " platform does not use any more)")
                    .exception();
        }
        answer(
                AddPlatformKeyResponse.newBuilder()
                        .setKeyId(made.key().id())
                        .setSecret(made.secret())
                        .build(),
                answer);
    }

    @Override
    public void revokePlatformKey(RevokePlatformKeyRequest request, StreamObserver<PlatformKey> answer) {
        String platform = known(request.getPlatformId());
        Checks checks = new Checks();
        String reason = checks.text("reason", request.getReason(), 1, 200);
        checks.done();
        answer(
                keys.revoke(platform, request.getKeyId(), reason, clock.instant(), Caller.current())
                        .orElseThrow(() ->
                                Problem.notFound("key", request.getKeyId()).exception()),
                answer);
    }

    @Override
    public void listPlatformKeys(ListPlatformKeysRequest request, StreamObserver<ListPlatformKeysResponse> answer) {
        answer(
                ListPlatformKeysResponse.newBuilder()
                        .addAllKeys(keys.list(known(request.getPlatformId())))
                        .build(),
                answer);
    }

    private String known(String platform) {
        if (!keys.hasPlatform(platform, Scope.current())) {
            throw Problem.notFound("platform", platform).exception();
        }
        return platform;
    }

    private static <T> void answer(T message, StreamObserver<T> answer) {
        answer.onNext(message);
        answer.onCompleted();
    }
}
