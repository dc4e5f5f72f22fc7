package io.shidao.api.record;

import io.grpc.stub.StreamObserver;
import io.shidao.api.gate.AccessLog;
import io.shidao.api.gate.Institutions;
import io.shidao.api.gate.Principal;
import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.problem.Checks;
import io.shidao.api.problem.Problem;
import io.shidao.api.registry.SourceStore;
import io.shidao.api.session.SessionStore;
import io.shidao.api.session.SourcePlanner;
import io.shidao.kernel.id.SourceId;
import io.shidao.proto.api.v1.GetRecordingPolicyRequest;
import io.shidao.proto.api.v1.GetSessionRecordingRequest;
import io.shidao.proto.api.v1.ListRecordingPoliciesRequest;
import io.shidao.proto.api.v1.ListRecordingPoliciesResponse;
import io.shidao.proto.api.v1.RecordingPolicy;
import io.shidao.proto.api.v1.RecordingRules;
import io.shidao.proto.api.v1.RecordingServiceGrpc;
import io.shidao.proto.api.v1.Session;
import io.shidao.proto.api.v1.SessionRecording;
import io.shidao.proto.api.v1.SetRecordingPolicyRequest;
import io.shidao.proto.api.v1.SourceRecording;
import io.shidao.wire.Times;
import java.time.Clock;
import java.time.Instant;

/** What is recorded and what there is, over the network. Thread-safe. */
public final class RecordingDoor extends RecordingServiceGrpc.RecordingServiceImplBase {
    private final RecordingPolicies policies;
    private final RecordedVideo video;
    private final Institutions institutions;
    private final SourceStore sources;
    private final SessionStore sessions;
    private final SourcePlanner planner;
    private final AccessLog log;
    private final Clock clock;

    public RecordingDoor(
            RecordingPolicies policies,
            RecordedVideo video,
            Institutions institutions,
            SourceStore sources,
            SessionStore sessions,
            SourcePlanner planner,
            AccessLog log,
            Clock clock) {
        this.policies = policies;
        this.video = video;
        this.institutions = institutions;
        this.sources = sources;
        this.sessions = sessions;
        this.planner = planner;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public void setRecordingPolicy(SetRecordingPolicyRequest request, StreamObserver<SourceRecording> answer) {
        requireSource(request.getSourceId());
        RecordingPolicy policy = request.getPolicy();
        if (policy == RecordingPolicy.RECORDING_POLICY_UNSPECIFIED || policy == RecordingPolicy.UNRECOGNIZED) {
            throw Problem.invalid(
                            "policy", "not set (expected: RECORDING_POLICY_OFF, _AROUND_ANOMALIES or _CONTINUOUS)")
                    .exception();
        }
        Checks checks = new Checks();
        String why = checks.text("why", request.getWhy(), 0, 200);
        checks.done();
        log.record(Principal.current(), "recording-policy", request.getSourceId() + " " + policy, why);
        if (!policies.set(request.getSourceId(), policy)) {
            throw noCamera(request.getSourceId());
        }
        planner.poke();
        answer(find(request.getSourceId()), answer);
    }

    @Override
    public void getRecordingPolicy(GetRecordingPolicyRequest request, StreamObserver<SourceRecording> answer) {
        requireSource(request.getSourceId());
        answer(find(request.getSourceId()), answer);
    }

    @Override
    public void listRecordingPolicies(
            ListRecordingPoliciesRequest request, StreamObserver<ListRecordingPoliciesResponse> answer) {
        Page<SourceRecording> page = policies.list(
                Scope.current(),
                institutions.filter(request.getInstitutionId()),
                PageRequest.of(request.getPageSize(), request.getPageToken()));
        answer(
                ListRecordingPoliciesResponse.newBuilder()
                        .addAllSources(page.items())
                        .setNextPageToken(page.nextToken())
                        .setRules(rules(video.rules()))
                        .build(),
                answer);
    }

    private static RecordingRules rules(RecordedVideo.Rules rules) {
        return RecordingRules.newBuilder()
                .setBefore(Times.duration(rules.before()))
                .setAfter(Times.duration(rules.after()))
                .setKeepFor(Times.duration(rules.keepFor()))
                .setKeepBytesPerSource(rules.keepBytesPerSource())
                .setKeepBytes(rules.keepBytes())
                .build();
    }

    private SourceRecording find(String source) {
        return policies.find(source).orElseThrow(() -> noCamera(source));
    }

    private void requireSource(String source) {
        if (sources.find(source, Scope.current()).isEmpty()) {
            throw Problem.notFound("source", source).exception();
        }
    }

    private static RuntimeException noCamera(String source) {
        return Problem.notFound("camera", source).exception();
    }

    @Override
    public void getSessionRecording(GetSessionRecordingRequest request, StreamObserver<SessionRecording> answer) {
        Session session = sessions.find(request.getSessionId(), Scope.current())
                .orElseThrow(() ->
                        Problem.notFound("session", request.getSessionId()).exception());
        SessionRecording.Builder recording = SessionRecording.newBuilder()
                .setSessionId(session.getSessionId())
                .setPolicy(policies.find(session.getSourceId())
                        .map(SourceRecording::getPolicy)
                        .orElse(RecordingPolicy.RECORDING_POLICY_OFF));
        Instant from = Times.instant(session.getStartsAt());
        Instant end = Times.instant(session.getEndsAt());
        Instant to = end.isBefore(clock.instant()) ? end : clock.instant();
        if (to.isAfter(from)) {
            for (RecordedVideo.Span span : video.spans(new SourceId(session.getSourceId()), from, to)) {
                recording.addSpans(SessionRecording.Span.newBuilder()
                        .setFrom(Times.timestamp(span.from()))
                        .setTo(Times.timestamp(span.to()))
                        .setGap(span.gap()));
            }
        }
        answer(recording.build(), answer);
    }

    private static <T> void answer(T message, StreamObserver<T> answer) {
        answer.onNext(message);
        answer.onCompleted();
    }
}
