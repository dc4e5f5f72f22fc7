package io.shidao.api.people;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.shidao.api.calendar.Deadlines;
import io.shidao.api.calendar.WorkCalendar;
import io.shidao.api.gate.Institutions;
import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.problem.Checks;
import io.shidao.api.problem.Problem;
import io.shidao.kernel.id.Ids;
import io.shidao.kernel.store.BlobStore;
import io.shidao.proto.api.v1.AnswerDataRequestRequest;
import io.shidao.proto.api.v1.Consent;
import io.shidao.proto.api.v1.ConsentMethod;
import io.shidao.proto.api.v1.ConsentText;
import io.shidao.proto.api.v1.CountFacesRequest;
import io.shidao.proto.api.v1.DataRequest;
import io.shidao.proto.api.v1.DataRequestKind;
import io.shidao.proto.api.v1.DataRequestState;
import io.shidao.proto.api.v1.ExportSubjectRequest;
import io.shidao.proto.api.v1.FaceCount;
import io.shidao.proto.api.v1.FileDataRequestRequest;
import io.shidao.proto.api.v1.GetConsentRequest;
import io.shidao.proto.api.v1.GetDataRequestRequest;
import io.shidao.proto.api.v1.GetRetentionRequest;
import io.shidao.proto.api.v1.GiveConsentRequest;
import io.shidao.proto.api.v1.ListConsentTextsRequest;
import io.shidao.proto.api.v1.ListConsentTextsResponse;
import io.shidao.proto.api.v1.ListDataRequestsRequest;
import io.shidao.proto.api.v1.ListDataRequestsResponse;
import io.shidao.proto.api.v1.ListRetentionDueRequest;
import io.shidao.proto.api.v1.ListRetentionDueResponse;
import io.shidao.proto.api.v1.PeopleServiceGrpc;
import io.shidao.proto.api.v1.PublishConsentTextRequest;
import io.shidao.proto.api.v1.Retention;
import io.shidao.proto.api.v1.RetentionItem;
import io.shidao.proto.api.v1.RetentionKind;
import io.shidao.proto.api.v1.RetentionRule;
import io.shidao.proto.api.v1.Role;
import io.shidao.proto.api.v1.Subject;
import io.shidao.proto.api.v1.SubjectExport;
import io.shidao.proto.api.v1.WithdrawConsentRequest;
import io.shidao.proto.api.v1.WithdrawConsentResponse;
import io.shidao.wire.Caller;
import io.shidao.wire.Times;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.BiFunction;

/** PeopleService: consent, requests of data subjects, retention, and how many faces are stored. Thread-safe. */
public final class PeopleDoor extends PeopleServiceGrpc.PeopleServiceImplBase {
    private static final int MAX_BODY = 20_000;
    private static final int MAX_TEXT = 1000;

    private final PeopleConfig config;
    private final Stores stores;
    private final PictureEraser eraser;
    private final Clock clock;
    private final Deadlines deadlines;

    /**
     * What the service stands on.
     *
     * @param subjects finds a person within a scope
     */
    public record Stores(
            ConsentStore consents,
            DataRequestStore requests,
            RetentionStore retention,
            BiFunction<String, Scope, Optional<Subject>> subjects,
            Institutions institutions) {}

    public PeopleDoor(PeopleConfig config, WorkCalendar calendar, Stores stores, BlobStore blobs, Clock clock) {
        this.config = config;
        this.deadlines = new Deadlines(ZoneId.of(config.zone()), config.workingDays(), calendar);
        this.stores = stores;
        this.eraser = new PictureEraser(stores.retention(), blobs, clock);
        this.clock = clock;
    }

    @Override
    public void publishConsentText(PublishConsentTextRequest request, StreamObserver<ConsentText> answer) {
        Checks checks = new Checks();
        String version = checks.text("version", request.getVersion(), 1, 40);
        checks.require(version.matches("[A-Za-z0-9_.-]*"), "version", "other characters (expected: A-Z a-z 0-9 _ . -)");
        language(checks, request.getLanguage());
        String title = checks.text("title", request.getTitle(), 1, 200);
        String body = checks.paragraphs("body", request.getBody(), 1, MAX_BODY);
        checks.done();
        Caller caller = Caller.current();
        ConsentText text = ConsentText.newBuilder()
                .setVersion(version)
                .setLanguage(request.getLanguage())
                .setTitle(title)
                .setBody(body)
                .setPublishedAt(Times.timestamp(clock.instant()))
                .setPublishedByName(caller.name())
                .build();
        ConsentText kept = stores.consents().publish(text, caller);
        if (!kept.getTitle().equals(title) || !kept.getBody().equals(body)) {
            throw Problem.conflict(
                            "CONSENT_TEXT_PUBLISHED",
                            "The version is published already",
                            "version: published with another text (expected: a new version; what people agreed to is"
                                    + " never changed)")
                    .exception();
        }
        answer(kept, answer);
    }

    @Override
    public void listConsentTexts(ListConsentTextsRequest request, StreamObserver<ListConsentTextsResponse> answer) {
        Page<ConsentText> page =
                stores.consents().listTexts(PageRequest.of(request.getPageSize(), request.getPageToken()));
        answer(
                ListConsentTextsResponse.newBuilder()
                        .addAllTexts(page.items())
                        .setNextPageToken(page.nextToken())
                        .build(),
                answer);
    }

    @Override
    public void getConsent(GetConsentRequest request, StreamObserver<Consent> answer) {
        answer(consent(request.getSubjectId()), answer);
    }

    @Override
    public void giveConsent(GiveConsentRequest request, StreamObserver<Consent> answer) {
        Checks checks = new Checks();
        String version = checks.text("text_version", request.getTextVersion(), 1, 40);
        language(checks, request.getLanguage());
        String requestId = checks.id("request_id", request.getRequestId());
        checks.done();
        Subject subject = subject(request.getSubjectId());
        Caller caller = Caller.current();
        ConsentMethod method = caller.role() == Role.ROLE_TRAINEE
                ? ConsentMethod.CONSENT_METHOD_ONLINE
                : ConsentMethod.CONSENT_METHOD_PAPER;
        stores.consents()
                .give(
                        word(subject, "", requestId, request.getExpectedRevision()),
                        version,
                        request.getLanguage(),
                        method);
        answer(consent(subject.getSubjectId()), answer);
    }

    @Override
    public void withdrawConsent(WithdrawConsentRequest request, StreamObserver<WithdrawConsentResponse> answer) {
        Checks checks = new Checks();
        String reason = checks.text("reason", request.getReason(), 0, MAX_TEXT);
        String requestId = checks.id("request_id", request.getRequestId());
        checks.done();
        Subject subject = subject(request.getSubjectId());
        ConsentStore.Withdrawn withdrawn =
                stores.consents().end(word(subject, reason, requestId, request.getExpectedRevision()), config);
        // a crash here leaves them to the job: the database knows that they have to go
        int photos = eraser.erase(withdrawn.photos());
        answer(
                WithdrawConsentResponse.newBuilder()
                        .setConsent(consent(subject.getSubjectId()))
                        .setTemplatesErased(withdrawn.templates())
                        .setPhotosErased(photos)
                        .addAllKept(withdrawn.kept())
                        .build(),
                answer);
    }

    private ConsentStore.Word word(Subject subject, String reason, String requestId, long expected) {
        return new ConsentStore.Word(
                subject.getSubjectId(), reason, requestId, expected, clock.instant(), Caller.current());
    }

    @Override
    public void exportSubject(ExportSubjectRequest request, StreamObserver<SubjectExport> answer) {
        Instant now = clock.instant();
        DataRequestStore.Export export = stores.requests()
                .export(request.getSubjectId(), Scope.current(), now)
                .orElseThrow(() ->
                        Problem.notFound("subject", request.getSubjectId()).exception());
        answer(
                SubjectExport.newBuilder()
                        .setSubjectId(request.getSubjectId())
                        .setMadeAt(Times.timestamp(now))
                        .setDocument(export.document())
                        .setSummaryEn(Summaries.english(export))
                        .setSummaryZh(Summaries.chinese(export))
                        .build(),
                answer);
    }

    @Override
    public void fileDataRequest(FileDataRequestRequest request, StreamObserver<DataRequest> answer) {
        Checks checks = new Checks();
        DataRequestKind kind = checks.oneOf("kind", request.getKind());
        int least = kind == DataRequestKind.DATA_REQUEST_KIND_CORRECTION ? 1 : 0;
        String text = checks.paragraphs("text", request.getText(), least, MAX_TEXT);
        String clientId = checks.id("request_id", request.getRequestId());
        checks.done();
        Subject subject = subject(request.getSubjectId());
        Instant now = clock.instant();
        DataRequest fresh = DataRequest.newBuilder()
                .setDataRequestId(Ids.fresh())
                .setSubjectId(subject.getSubjectId())
                .setInstitutionId(subject.getInstitutionId())
                .setKind(kind)
                .setText(text)
                .setFiledAt(Times.timestamp(now))
                .setDueAt(Times.timestamp(deadlines.after(now, config.requestDays())))
                .build();
        String id = stores.requests().file(fresh, clientId, Caller.current()).getDataRequestId();
        answer(request(id), answer);
    }

    @Override
    public void listDataRequests(ListDataRequestsRequest request, StreamObserver<ListDataRequestsResponse> answer) {
        Checks checks = new Checks();
        checks.require(request.getState() != DataRequestState.UNRECOGNIZED, "state", "not known");
        checks.require(request.getKind() != DataRequestKind.UNRECOGNIZED, "kind", "not known");
        String subject = checks.optionalId("subject_id", request.getSubjectId());
        checks.done();
        Page<DataRequest> page = stores.requests()
                .list(
                        Scope.current(),
                        new DataRequestStore.Filter(
                                stores.institutions().filter(request.getInstitutionId()),
                                subject,
                                request.getState(),
                                request.getKind(),
                                request.getOverdue()),
                        clock.instant(),
                        PageRequest.of(request.getPageSize(), request.getPageToken()));
        answer(
                ListDataRequestsResponse.newBuilder()
                        .addAllRequests(page.items())
                        .setNextPageToken(page.nextToken())
                        .build(),
                answer);
    }

    @Override
    public void getDataRequest(GetDataRequestRequest request, StreamObserver<DataRequest> answer) {
        answer(request(request.getDataRequestId()), answer);
    }

    @Override
    public void answerDataRequest(AnswerDataRequestRequest request, StreamObserver<DataRequest> answer) {
        Checks checks = new Checks();
        String text = checks.paragraphs("answer", request.getAnswer(), 1, MAX_TEXT);
        String name = checks.text("name", request.getName(), 0, 80);
        checks.require(
                request.getExpectedRevision() > 0,
                "expected_revision",
                request.getExpectedRevision() + " (expected: the revision that was read)");
        checks.done();
        DataRequest asked = request(request.getDataRequestId());
        if (!name.isEmpty() && asked.getKind() != DataRequestKind.DATA_REQUEST_KIND_CORRECTION) {
            throw Problem.invalid("name", "set (expected: only to answer a request for correction)")
                    .exception();
        }
        eraser.erase(stores.requests()
                .answer(
                        new DataRequestStore.Answer(
                                asked.getDataRequestId(),
                                request.getRefuse(),
                                text,
                                name,
                                request.getExpectedRevision(),
                                clock.instant(),
                                Caller.current()),
                        config));
        answer(request(asked.getDataRequestId()), answer);
    }

    @Override
    public void getRetention(GetRetentionRequest request, StreamObserver<Retention> answer) {
        Instant now = clock.instant();
        RetentionStore.Pictures pictures = stores.retention().countPictures();
        Retention.Builder retention = Retention.newBuilder()
                .setActive(config.erase())
                .setPicturesWaiting(pictures.waiting())
                .setPicturesErased(pictures.erased());
        Kinds.ALL.forEach(kind -> retention.addRules(rule(kind, now)));
        answer(retention.build(), answer);
    }

    private RetentionRule rule(RetentionKind kind, Instant now) {
        RetentionRule.Builder rule = RetentionRule.newBuilder()
                .setKind(kind)
                .setDays(Kinds.days(kind, config))
                .setDue(stores.retention().countDue(kind, config, now));
        stores.retention()
                .progress(kind)
                .forEach(done -> rule.setErased(done.erased()).setLastRunAt(Times.timestamp(done.lastRunAt())));
        return rule.build();
    }

    @Override
    public void listRetentionDue(ListRetentionDueRequest request, StreamObserver<ListRetentionDueResponse> answer) {
        Checks checks = new Checks();
        RetentionKind kind = checks.oneOf("kind", request.getKind());
        checks.done();
        Page<RetentionItem> page = stores.retention()
                .listDue(kind, config, clock.instant(), PageRequest.of(request.getPageSize(), request.getPageToken()));
        answer(
                ListRetentionDueResponse.newBuilder()
                        .addAllItems(page.items())
                        .setNextPageToken(page.nextToken())
                        .build(),
                answer);
    }

    @Override
    public void countFaces(CountFacesRequest request, StreamObserver<FaceCount> answer) {
        long people = stores.retention().countFaces();
        FaceCount.Builder count = FaceCount.newBuilder().setPeople(people).setThreshold(config.faceThreshold());
        if (config.warnsOf(people)) {
            count.setWarning(true)
                    .setNoticeEn(
                            "From " + config.faceThreshold() + " people on, the provincial cyberspace administration"
                                    + " has to be told within 30 working days (Measures for the security of face recognition,"
                                    + " article 15). Prepare the filing, and erase what is no longer needed.")
                    .setNoticeZh("存储人脸信息达到 " + config.faceThreshold()
                            + " 人之日起 30 个工作日内,应向省级以上网信部门备案(《人脸识别技术应用安全管理办法》第十五条)。"
                            + "请准备备案材料,并删除不再需要的人脸信息。");
        }
        answer(count.build(), answer);
    }

    private Subject subject(String id) {
        return stores.subjects()
                .apply(id, Scope.current())
                .orElseThrow(() -> Problem.notFound("subject", id).exception());
    }

    private Consent consent(String subject) {
        return stores.consents()
                .find(subject, Scope.current())
                .orElseThrow(() -> Problem.notFound("subject", subject).exception());
    }

    private DataRequest request(String id) {
        return stores.requests()
                .find(id, Scope.current(), clock.instant())
                .orElseThrow(() -> Problem.notFound("request", id).exception());
    }

    private static void language(Checks checks, String language) {
        checks.require(
                language.equals("zh") || language.equals("en"), "language", "not one of ours (expected: zh or en)");
    }

    /** For stores: somebody else was faster. */
    public static RuntimeException stale() {
        return Problem.of(
                        Status.Code.ABORTED,
                        "STALE",
                        "It has changed meanwhile",
                        "expected_revision: not the newest (expected: read it again, and decide on what it is now)")
                .exception();
    }

    private static <T> void answer(T message, StreamObserver<T> answer) {
        answer.onNext(message);
        answer.onCompleted();
    }
}
