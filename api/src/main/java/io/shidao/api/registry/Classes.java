package io.shidao.api.registry;

import io.shidao.api.gate.Institutions;
import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.problem.Checks;
import io.shidao.api.problem.Problem;
import io.shidao.kernel.id.ClassId;
import io.shidao.kernel.id.Ids;
import io.shidao.kernel.id.InstitutionId;
import io.shidao.proto.api.v1.AddToRosterRequest;
import io.shidao.proto.api.v1.ClassStatus;
import io.shidao.proto.api.v1.CreateClassRequest;
import io.shidao.proto.api.v1.CreateInstitutionRequest;
import io.shidao.proto.api.v1.CreatePrefectureRequest;
import io.shidao.proto.api.v1.Institution;
import io.shidao.proto.api.v1.Prefecture;
import io.shidao.proto.api.v1.Roster;
import io.shidao.proto.api.v1.RosterEntry;
import io.shidao.proto.api.v1.TrainingClass;
import io.shidao.wire.Caller;
import io.shidao.wire.Times;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Institutions, classes and their rosters, within the caller's scope. Blocks. Thread-safe. */
final class Classes {
    private static final int MAX_ENTRIES = 500;

    private final RegistryStore store;
    private final Institutions institutions;
    private final Clock clock;

    Classes(RegistryStore store, Clock clock) {
        this.store = store;
        this.institutions = store::hasInstitution;
        this.clock = clock;
    }

    Prefecture createPrefecture(CreatePrefectureRequest request) {
        Checks checks = new Checks();
        String name = checks.text("name", request.getName(), 1, 100);
        checks.done();
        Prefecture prefecture = Prefecture.newBuilder()
                .setPrefectureId(Ids.fresh())
                .setName(name)
                .setCreatedAt(Times.timestamp(clock.instant()))
                .build();
        if (!store.addPrefecture(prefecture)) {
            throw Problem.conflict(
                            "PREFECTURE_EXISTS",
                            "There is such a prefecture",
                            "name: a prefecture of this name exists (expected: a name that none has)")
                    .exception();
        }
        return prefecture;
    }

    Institution createInstitution(CreateInstitutionRequest request) {
        Checks checks = new Checks();
        String name = checks.text("name", request.getName(), 1, 100);
        String id = checks.id("prefecture_id", request.getPrefectureId());
        checks.done();
        Prefecture prefecture = store.findPrefecture(id)
                .orElseThrow(() -> Problem.notFound("prefecture", id).exception());
        Institution institution = Institution.newBuilder()
                .setInstitutionId(InstitutionId.fresh().value())
                .setName(name)
                .setPrefectureId(id)
                .setPrefecture(prefecture.getName())
                .setCreatedAt(Times.timestamp(clock.instant()))
                .build();
        if (!store.addInstitution(institution)) {
            throw Problem.conflict(
                            "INSTITUTION_EXISTS",
                            "There is such an institution",
                            "name: an institution of this name exists (expected: a name that none has)")
                    .exception();
        }
        return institution;
    }

    TrainingClass create(CreateClassRequest request) {
        Checks checks = new Checks();
        String name = checks.text("name", request.getName(), 1, 100);
        String programme = checks.text("programme", request.getProgramme(), 1, 100);
        checks.done();
        String institution = institutions.one(request.getInstitutionId());
        String id = ClassId.fresh().value();
        store.addClass(TrainingClass.newBuilder()
                .setClassId(id)
                .setInstitutionId(institution)
                .setName(name)
                .setProgramme(programme)
                .setStatus(ClassStatus.CLASS_STATUS_APPLIED)
                .setCreatedAt(Times.timestamp(clock.instant()))
                .build());
        return get(id);
    }

    TrainingClass approve(String id) {
        get(id);
        store.approveClass(id, clock.instant(), Caller.current().id());
        return get(id);
    }

    TrainingClass get(String id) {
        return store.findClass(id, Scope.current())
                .orElseThrow(() -> Problem.notFound("class", id).exception());
    }

    Page<TrainingClass> list(String institution, PageRequest page) {
        return store.listClasses(Scope.current(), institutions.filter(institution), page);
    }

    Roster addToRoster(AddToRosterRequest request) {
        TrainingClass trainingClass = get(request.getClassId());
        check(request.getEntriesList());
        List<String> subjects =
                request.getEntriesList().stream().map(RosterEntry::getSubjectId).toList();
        List<String> strangers = store.strangers(trainingClass.getInstitutionId(), subjects);
        if (!strangers.isEmpty()) {
            throw Problem.notFound("subject of this class's institution", strangers.get(0))
                    .exception();
        }
        store.addToRoster(trainingClass.getClassId(), request.getEntriesList(), clock.instant());
        return roster(trainingClass.getClassId());
    }

    Roster roster(String id) {
        String known = get(id).getClassId();
        return Roster.newBuilder()
                .setClassId(known)
                .addAllEntries(store.listRoster(known))
                .build();
    }

    Institutions institutions() {
        return institutions;
    }

    private static void check(List<RosterEntry> entries) {
        Checks checks = new Checks();
        checks.require(
                !entries.isEmpty() && entries.size() <= MAX_ENTRIES,
                "entries",
                entries.size() + " (expected: 1 to " + MAX_ENTRIES + ")");
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < Math.min(entries.size(), MAX_ENTRIES); i++) {
            RosterEntry entry = entries.get(i);
            String at = "entries[" + i + "]";
            checks.id(at + ".subject_id", entry.getSubjectId());
            checks.require(seen.add(entry.getSubjectId()), at + ".subject_id", "twice in this call (expected: once)");
            checks.oneOf(at + ".role", entry.getRole());
            if (entry.hasSeat()) {
                checks.made(
                        at + ".seat",
                        () -> new io.shidao.kernel.session.Seat(
                                entry.getSeat().getX(), entry.getSeat().getY()));
            }
        }
        checks.done();
    }
}
