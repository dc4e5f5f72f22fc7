package io.shidao.api.look;

import io.grpc.stub.StreamObserver;
import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.problem.Checks;
import io.shidao.proto.api.v1.AccessLogServiceGrpc;
import io.shidao.proto.api.v1.ListAccessLogRequest;
import io.shidao.proto.api.v1.ListAccessLogResponse;
import io.shidao.proto.api.v1.Look;
import io.shidao.proto.api.v1.LookKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** AccessLogService: who looked at whom. Thread-safe. */
public final class LookDoor extends AccessLogServiceGrpc.AccessLogServiceImplBase {
    private final Looks looks;

    public LookDoor(Looks looks) {
        this.looks = looks;
    }

    @Override
    public void listAccessLog(ListAccessLogRequest request, StreamObserver<ListAccessLogResponse> answer) {
        Scope scope = Scope.current();
        boolean nameless = scope.kind() == Scope.Kind.SUBJECT;
        Page<Look> page = looks.list(
                scope, query(request, nameless), PageRequest.of(request.getPageSize(), request.getPageToken()));
        answer.onNext(ListAccessLogResponse.newBuilder()
                .addAllLooks(
                        nameless ? page.items().stream().map(LookDoor::nameless).toList() : page.items())
                .setNextPageToken(page.nextToken())
                .build());
        answer.onCompleted();
    }

    private static Looks.Query query(ListAccessLogRequest request, boolean nameless) {
        Checks checks = new Checks();
        @Nullable String who = text(checks, "who", request.getWho());
        // else whether an entry comes would tell whose it is
        checks.require(!nameless || who == null, "who", "set (expected: not set: names are not told to trainees)");
        Looks.Query query = new Looks.Query(
                who,
                text(checks, "whose", request.getWhose()),
                checks.optionalId("subject_id", request.getSubjectId()),
                checks.optionalId("session_id", request.getSessionId()),
                checks.optionalId("institution_id", request.getInstitutionId()),
                kind(checks, request.getKind()),
                request.hasFrom() ? time(checks, "from", request) : null,
                request.hasUntil() ? time(checks, "until", request) : null);
        checks.done();
        return query;
    }

    private static @Nullable String text(Checks checks, String field, String value) {
        String text = checks.text(field, value, 0, 100);
        return text.isEmpty() ? null : text;
    }

    private static @Nullable LookKind kind(Checks checks, LookKind kind) {
        return kind == LookKind.LOOK_KIND_UNSPECIFIED ? null : checks.oneOf("kind", kind);
    }

    private static Instant time(Checks checks, String field, ListAccessLogRequest request) {
        return checks.time(field, true, field.equals("from") ? request.getFrom() : request.getUntil());
    }

    /** That somebody of a role looked is the person's to know; who it was, and their words about it, are not. */
    private static Look nameless(Look look) {
        return look.toBuilder().clearCallerId().clearCallerName().clearWhy().build();
    }
}
