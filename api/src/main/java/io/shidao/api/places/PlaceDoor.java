package io.shidao.api.places;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.shidao.api.gate.Institutions;
import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.problem.Checks;
import io.shidao.api.problem.Problem;
import io.shidao.api.registry.SourceStore;
import io.shidao.kernel.id.Ids;
import io.shidao.proto.api.v1.AddClassroomRequest;
import io.shidao.proto.api.v1.AddSiteRequest;
import io.shidao.proto.api.v1.ChangeClassroomRequest;
import io.shidao.proto.api.v1.ChangeSiteRequest;
import io.shidao.proto.api.v1.Classroom;
import io.shidao.proto.api.v1.ListSitesRequest;
import io.shidao.proto.api.v1.ListSitesResponse;
import io.shidao.proto.api.v1.PlaceCameraRequest;
import io.shidao.proto.api.v1.PlaceServiceGrpc;
import io.shidao.proto.api.v1.PlacedCamera;
import io.shidao.proto.api.v1.Site;
import io.shidao.wire.Caller;
import io.shidao.wire.Times;
import java.time.Clock;

/** PlaceService: sites, classrooms and their cameras, within the caller's scope. Blocks. Thread-safe. */
public final class PlaceDoor extends PlaceServiceGrpc.PlaceServiceImplBase {
    private static final int MOST_SEATS = 10_000;

    private final PlaceStore store;
    private final Institutions institutions;
    private final SourceStore sources;
    private final Clock clock;

    public PlaceDoor(PlaceStore store, Institutions institutions, SourceStore sources, Clock clock) {
        this.store = store;
        this.institutions = institutions;
        this.sources = sources;
        this.clock = clock;
    }

    @Override
    public void addSite(AddSiteRequest request, StreamObserver<Site> answer) {
        Checks checks = new Checks();
        String name = checks.text("name", request.getName(), 1, 100);
        String address = checks.text("address", request.getAddress(), 0, 200);
        checks.done();
        String institution = institutions.one(request.getInstitutionId());
        Site site = Site.newBuilder()
                .setSiteId(Ids.fresh())
                .setInstitutionId(institution)
                .setName(name)
                .setAddress(address)
                .setRevision(1)
                .setCreatedAt(Times.timestamp(clock.instant()))
                .build();
        Site kept = store.addSite(site, by());
        if (!kept.getAddress().equals(address)) {
            throw nameTaken("site of this institution");
        }
        answer(kept, answer);
    }

    @Override
    public void changeSite(ChangeSiteRequest request, StreamObserver<Site> answer) {
        Checks checks = new Checks();
        String name = checks.text("name", request.getName(), 1, 100);
        String address = checks.text("address", request.getAddress(), 0, 200);
        checks.done();
        Site site = site(request.getSiteId());
        Site wanted = site.toBuilder().setName(name).setAddress(address).build();
        if (!wanted.equals(site)) {
            done(store.changeSite(wanted, request.getExpectedRevision(), by()), "site of this institution");
        }
        answer(site(request.getSiteId()), answer);
    }

    @Override
    public void listSites(ListSitesRequest request, StreamObserver<ListSitesResponse> answer) {
        Page<Site> page = store.listSites(
                Scope.current(),
                institutions.filter(request.getInstitutionId()),
                PageRequest.of(request.getPageSize(), request.getPageToken()));
        answer(
                ListSitesResponse.newBuilder()
                        .addAllSites(page.items())
                        .setNextPageToken(page.nextToken())
                        .build(),
                answer);
    }

    @Override
    public void addClassroom(AddClassroomRequest request, StreamObserver<Classroom> answer) {
        Checks checks = new Checks();
        String name = checks.text("name", request.getName(), 1, 100);
        capacity(checks, request.getCapacity());
        checks.done();
        Classroom kept = store.addClassroom(
                Classroom.newBuilder()
                        .setClassroomId(Ids.fresh())
                        .setSiteId(site(request.getSiteId()).getSiteId())
                        .setName(name)
                        .setCapacity(request.getCapacity())
                        .setRevision(1)
                        .setCreatedAt(Times.timestamp(clock.instant()))
                        .build(),
                by());
        if (kept.getCapacity() != request.getCapacity()) {
            throw nameTaken("classroom of this site");
        }
        answer(kept, answer);
    }

    @Override
    public void changeClassroom(ChangeClassroomRequest request, StreamObserver<Classroom> answer) {
        Checks checks = new Checks();
        String name = checks.text("name", request.getName(), 1, 100);
        capacity(checks, request.getCapacity());
        checks.done();
        Classroom classroom = classroom(request.getClassroomId()).classroom();
        Classroom wanted = classroom.toBuilder()
                .setName(name)
                .setCapacity(request.getCapacity())
                .build();
        if (!wanted.equals(classroom)) {
            done(store.changeClassroom(wanted, request.getExpectedRevision(), by()), "classroom of this site");
        }
        answer(classroom(request.getClassroomId()).classroom(), answer);
    }

    @Override
    public void placeCamera(PlaceCameraRequest request, StreamObserver<PlacedCamera> answer) {
        String institution = cameraInstitution(request.getSourceId());
        String classroom = request.getClassroomId();
        if (!classroom.isEmpty() && !classroom(classroom).institution().equals(institution)) {
            throw Problem.notFound("classroom of this camera's institution", classroom)
                    .exception();
        }
        store.place(request.getSourceId(), classroom.isEmpty() ? null : classroom, by())
                .ifPresent(session -> {
                    throw Problem.precondition(
                                    "CAMERA_PLANNED",
                                    "Sessions are planned before this camera",
                                    "source_id: session " + session
                                            + " in another classroom is to come before it (what to do: change or cancel the"
                                            + " session first)")
                            .exception();
                });
        answer(
                store.findCamera(request.getSourceId())
                        .orElseThrow(() -> Problem.notFound("camera", request.getSourceId())
                                .exception()),
                answer);
    }

    private String cameraInstitution(String id) {
        return sources.find(id, Scope.current())
                .filter(found -> !found.isPlatform())
                .map(found -> found.source().getInstitutionId())
                .orElseThrow(() -> Problem.notFound("camera", id).exception());
    }

    private Site site(String id) {
        return store.findSite(id, Scope.current())
                .orElseThrow(() -> Problem.notFound("site", id).exception());
    }

    private PlaceStore.Room classroom(String id) {
        return store.findClassroom(id, Scope.current())
                .orElseThrow(() -> Problem.notFound("classroom", id).exception());
    }

    private PlaceStore.By by() {
        return new PlaceStore.By(Caller.current(), clock.instant());
    }

    private static void capacity(Checks checks, int capacity) {
        checks.require(
                capacity >= 0 && capacity <= MOST_SEATS, "capacity", capacity + " (expected: 0 to " + MOST_SEATS + ")");
    }

    private static void done(PlaceStore.Change change, String what) {
        if (change == PlaceStore.Change.STALE) {
            throw Problem.of(
                            Status.Code.ABORTED,
                            "PLACE_CHANGED",
                            "It has changed meanwhile",
                            "expected_revision: not the one it has now (what to do: read it again, then change it)")
                    .exception();
        }
        if (change == PlaceStore.Change.NAME_TAKEN) {
            throw nameTaken(what);
        }
    }

    private static RuntimeException nameTaken(String what) {
        return Problem.conflict(
                        "PLACE_EXISTS",
                        "There is such a place",
                        "name: another " + what + " has this name (expected: a name that none has)")
                .exception();
    }

    private static <T> void answer(T message, StreamObserver<T> answer) {
        answer.onNext(message);
        answer.onCompleted();
    }
}
