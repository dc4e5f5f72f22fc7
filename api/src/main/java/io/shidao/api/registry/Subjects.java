package io.shidao.api.registry;

import io.shidao.api.enrol.EnrolmentStates;
import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.problem.Checks;
import io.shidao.api.problem.Problem;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.store.DataKey;
import io.shidao.proto.api.v1.ConsentState;
import io.shidao.proto.api.v1.CreateSubjectRequest;
import io.shidao.proto.api.v1.Subject;
import io.shidao.wire.Times;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Trainees and teachers, within the caller's scope. Their ID number is never kept. Blocks. Thread-safe. */
final class Subjects {
    private final RegistryStore store;
    private final Classes classes;
    private final DataKey key;
    private final Clock clock;

    Subjects(RegistryStore store, Classes classes, DataKey key, Clock clock) {
        this.store = store;
        this.classes = classes;
        this.key = key;
        this.clock = clock;
    }

    Subject create(CreateSubjectRequest request) {
        Checks checks = new Checks();
        String name = checks.text("name", request.getName(), 1, 80);
        @Nullable
        IdNumber idNumber = request.getIdNumber().isBlank()
                ? null
                : checks.made("id_number", () -> IdNumber.of(request.getIdNumber()));
        String version =
                request.getConsent() ? checks.text("consent_text_version", request.getConsentTextVersion(), 1, 40) : "";
        String language = request.getConsentLanguage().isEmpty() ? "zh" : request.getConsentLanguage();
        checks.require(
                language.equals("zh") || language.equals("en"),
                "consent_language",
                "not one of ours (expected: zh or en)");
        checks.done();
        String institution = classes.institutions().one(request.getInstitutionId());
        var subject = Subject.newBuilder()
                .setSubjectId(SubjectId.fresh().value())
                .setInstitutionId(institution)
                .setName(name)
                .setMaskedIdNumber(idNumber == null ? "" : idNumber.masked())
                .setEnrolment(EnrolmentStates.of(0))
                .setCreatedAt(Times.timestamp(clock.instant()));
        if (request.getConsent()) {
            subject.setConsentedAt(Times.timestamp(clock.instant()))
                    .setConsentState(ConsentState.CONSENT_STATE_GIVEN)
                    .setConsentTextVersion(version)
                    .setConsentLanguage(language);
        } else {
            subject.setConsentState(ConsentState.CONSENT_STATE_NONE);
        }
        return add(subject.build(), idNumber, version);
    }

    Subject get(String id) {
        return store.findSubject(id, Scope.current())
                .orElseThrow(() -> Problem.notFound("subject", id).exception());
    }

    Page<Subject> list(String institution, String search, PageRequest page) {
        Checks checks = new Checks();
        String part = checks.text("search", search, 0, 80);
        checks.done();
        return store.listSubjects(Scope.current(), classes.institutions().filter(institution), part, page);
    }

    private Subject add(Subject subject, @Nullable IdNumber idNumber, String consentTextVersion) {
        String hash = idNumber == null ? null : idNumber.hash(key);
        if (!store.addSubject(subject, hash, consentTextVersion)) {
            throw Problem.conflict(
                            "SUBJECT_EXISTS",
                            "There is such a person",
                            "id_number: the institution has a person with this number (expected: each person once;"
                                    + " find the person with ListSubjects)")
                    .exception();
        }
        return subject;
    }
}
