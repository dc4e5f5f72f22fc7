package io.shidao.api.registry;

import io.grpc.stub.StreamObserver;
import io.shidao.api.enrol.Enroller;
import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.platform.NewKeys;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.store.DataKey;
import io.shidao.proto.api.v1.AddToRosterRequest;
import io.shidao.proto.api.v1.CreateClassRequest;
import io.shidao.proto.api.v1.CreateInstitutionRequest;
import io.shidao.proto.api.v1.CreatePlatformRequest;
import io.shidao.proto.api.v1.CreatePlatformResponse;
import io.shidao.proto.api.v1.CreatePrefectureRequest;
import io.shidao.proto.api.v1.CreateSourceRequest;
import io.shidao.proto.api.v1.CreateSubjectRequest;
import io.shidao.proto.api.v1.EnrolPhotoRequest;
import io.shidao.proto.api.v1.Enrolment;
import io.shidao.proto.api.v1.GetClassRequest;
import io.shidao.proto.api.v1.GetRosterRequest;
import io.shidao.proto.api.v1.GetSubjectRequest;
import io.shidao.proto.api.v1.Institution;
import io.shidao.proto.api.v1.ListClassesRequest;
import io.shidao.proto.api.v1.ListClassesResponse;
import io.shidao.proto.api.v1.ListInstitutionsRequest;
import io.shidao.proto.api.v1.ListInstitutionsResponse;
import io.shidao.proto.api.v1.ListPrefecturesRequest;
import io.shidao.proto.api.v1.ListPrefecturesResponse;
import io.shidao.proto.api.v1.ListSourcesRequest;
import io.shidao.proto.api.v1.ListSourcesResponse;
import io.shidao.proto.api.v1.ListSubjectsRequest;
import io.shidao.proto.api.v1.ListSubjectsResponse;
import io.shidao.proto.api.v1.Prefecture;
import io.shidao.proto.api.v1.RegistryServiceGrpc;
import io.shidao.proto.api.v1.Roster;
import io.shidao.proto.api.v1.Source;
import io.shidao.proto.api.v1.Subject;
import io.shidao.proto.api.v1.TrainingClass;
import io.shidao.wire.Caller;
import java.time.Clock;

/** RegistryService: institutions, classes, people, sources and platforms. Thread-safe. */
public final class RegistryDoor extends RegistryServiceGrpc.RegistryServiceImplBase {
    private final RegistryStore store;
    private final Classes classes;
    private final Subjects subjects;
    private final Sources sources;
    private final Enroller enroller;

    public RegistryDoor(
            RegistryStore store,
            SourceStore sources,
            Enroller enroller,
            SourceAddresses addresses,
            DataKey key,
            NewKeys platformKeys,
            Clock clock) {
        this.store = store;
        this.classes = new Classes(store, clock);
        this.subjects = new Subjects(store, classes, key, clock);
        this.sources = new Sources(sources, classes, addresses, platformKeys, clock);
        this.enroller = enroller;
    }

    @Override
    public void createPrefecture(CreatePrefectureRequest request, StreamObserver<Prefecture> answer) {
        answer(classes.createPrefecture(request), answer);
    }

    @Override
    public void listPrefectures(ListPrefecturesRequest request, StreamObserver<ListPrefecturesResponse> answer) {
        Page<Prefecture> page =
                store.listPrefectures(Scope.current(), PageRequest.of(request.getPageSize(), request.getPageToken()));
        answer(
                ListPrefecturesResponse.newBuilder()
                        .addAllPrefectures(page.items())
                        .setNextPageToken(page.nextToken())
                        .build(),
                answer);
    }

    @Override
    public void createInstitution(CreateInstitutionRequest request, StreamObserver<Institution> answer) {
        answer(classes.createInstitution(request), answer);
    }

    @Override
    public void listInstitutions(ListInstitutionsRequest request, StreamObserver<ListInstitutionsResponse> answer) {
        Page<Institution> page =
                store.listInstitutions(Scope.current(), PageRequest.of(request.getPageSize(), request.getPageToken()));
        answer(
                ListInstitutionsResponse.newBuilder()
                        .addAllInstitutions(page.items())
                        .setNextPageToken(page.nextToken())
                        .build(),
                answer);
    }

    @Override
    public void createClass(CreateClassRequest request, StreamObserver<TrainingClass> answer) {
        answer(classes.create(request), answer);
    }

    @Override
    public void getClass(GetClassRequest request, StreamObserver<TrainingClass> answer) {
        answer(classes.get(request.getClassId()), answer);
    }

    @Override
    public void listClasses(ListClassesRequest request, StreamObserver<ListClassesResponse> answer) {
        Page<TrainingClass> page = classes.list(request, PageRequest.of(request.getPageSize(), request.getPageToken()));
        answer(
                ListClassesResponse.newBuilder()
                        .addAllClasses(page.items())
                        .setNextPageToken(page.nextToken())
                        .build(),
                answer);
    }

    @Override
    public void createSubject(CreateSubjectRequest request, StreamObserver<Subject> answer) {
        answer(subjects.create(request), answer);
    }

    @Override
    public void getSubject(GetSubjectRequest request, StreamObserver<Subject> answer) {
        answer(subjects.get(request.getSubjectId()), answer);
    }

    @Override
    public void listSubjects(ListSubjectsRequest request, StreamObserver<ListSubjectsResponse> answer) {
        Page<Subject> page = subjects.list(
                request.getInstitutionId(),
                request.getSearch(),
                PageRequest.of(request.getPageSize(), request.getPageToken()));
        answer(
                ListSubjectsResponse.newBuilder()
                        .addAllSubjects(page.items())
                        .setNextPageToken(page.nextToken())
                        .build(),
                answer);
    }

    @Override
    public void addToRoster(AddToRosterRequest request, StreamObserver<Roster> answer) {
        answer(classes.addToRoster(request), answer);
    }

    @Override
    public void getRoster(GetRosterRequest request, StreamObserver<Roster> answer) {
        answer(classes.roster(request.getClassId()), answer);
    }

    @Override
    public void enrolPhoto(EnrolPhotoRequest request, StreamObserver<Enrolment> answer) {
        Subject subject = subjects.get(request.getSubjectId());
        Payload photo = Payload.wrap(request.getPhoto().toByteArray());
        answer(enroller.enrol(subject, photo, Caller.current().id()), answer);
    }

    @Override
    public void createSource(CreateSourceRequest request, StreamObserver<Source> answer) {
        answer(sources.create(request), answer);
    }

    @Override
    public void listSources(ListSourcesRequest request, StreamObserver<ListSourcesResponse> answer) {
        Page<Source> page =
                sources.list(request.getInstitutionId(), PageRequest.of(request.getPageSize(), request.getPageToken()));
        answer(
                ListSourcesResponse.newBuilder()
                        .addAllSources(page.items())
                        .setNextPageToken(page.nextToken())
                        .build(),
                answer);
    }

    @Override
    public void createPlatform(CreatePlatformRequest request, StreamObserver<CreatePlatformResponse> answer) {
        answer(sources.createPlatform(request), answer);
    }

    private static <T> void answer(T message, StreamObserver<T> answer) {
        answer.onNext(message);
        answer.onCompleted();
    }
}
