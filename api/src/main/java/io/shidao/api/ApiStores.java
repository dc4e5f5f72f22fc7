package io.shidao.api;

import io.shidao.api.account.AccountStore;
import io.shidao.api.account.SignInStore;
import io.shidao.api.attendance.AttendanceStore;
import io.shidao.api.classes.ClassStore;
import io.shidao.api.enrol.LookalikeStore;
import io.shidao.api.enrol.ReferenceStore;
import io.shidao.api.enrol.RemakeStore;
import io.shidao.api.evidence.EvidenceStore;
import io.shidao.api.gate.AccessLog;
import io.shidao.api.imports.ImportStore;
import io.shidao.api.imports.PhotoImportStore;
import io.shidao.api.look.Looks;
import io.shidao.api.people.ConsentStore;
import io.shidao.api.people.DataRequestStore;
import io.shidao.api.people.RetentionStore;
import io.shidao.api.places.PlaceStore;
import io.shidao.api.platform.PlatformKeys;
import io.shidao.api.policy.PolicyStore;
import io.shidao.api.record.RecordingPolicies;
import io.shidao.api.registry.RegistryStore;
import io.shidao.api.registry.SourceStore;
import io.shidao.api.review.CaseRecords;
import io.shidao.api.review.ReviewStore;
import io.shidao.api.rollcall.RollCallStore;
import io.shidao.api.session.PlanStore;
import io.shidao.api.session.RecordStore;
import io.shidao.api.session.SessionStore;
import io.shidao.api.spotcheck.SpotStore;
import io.shidao.api.teachers.TeacherStore;
import io.shidao.api.timetable.TimetableStore;
import io.shidao.api.view.SourceViews;
import io.shidao.api.watch.WatchLog;

/**
 * The system of record, as the api needs it, by what is done with it.
 *
 * @param registry institutions and people, which everything refers to
 */
public record ApiStores(
        RegistryStore registry,
        Planning planning,
        Enrolment enrolment,
        Kept kept,
        Access access,
        Review review,
        People people) {
    /** Classes, and where, when and by whom they are taught. */
    public record Planning(
            ClassStore classes,
            PlaceStore places,
            TimetableStore timetable,
            TeacherStore teachers,
            SourceStore sources,
            PlanStore plans,
            PolicyStore policies) {}

    /** Faces of people, and how they come in. */
    public record Enrolment(
            ReferenceStore references,
            LookalikeStore lookalikes,
            ImportStore imports,
            PhotoImportStore photoImports,
            RemakeStore remakes) {}

    /** Sessions, and what is kept of them. */
    public record Kept(
            SessionStore sessions,
            RecordStore records,
            AttendanceStore attendance,
            RecordingPolicies recordings,
            SourceViews views,
            EvidenceStore evidence) {}

    /** Who may come in, and who looked at what. */
    public record Access(
            AccountStore accounts,
            SignInStore signIns,
            PlatformKeys platformKeys,
            AccessLog accessLog,
            Looks looks,
            WatchLog watches) {}

    /** Cases, and what supervisors do of their own accord. */
    public record Review(ReviewStore reviews, CaseRecords cases, RollCallStore rollCalls, SpotStore spotChecks) {}

    /** People's data. */
    public record People(ConsentStore consents, DataRequestStore dataRequests, RetentionStore retention) {}
}
