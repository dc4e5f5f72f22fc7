package io.shidao.api;

import io.shidao.api.account.AccountStore;
import io.shidao.api.classes.ClassStore;
import io.shidao.api.enrol.LookalikeStore;
import io.shidao.api.enrol.ReferenceStore;
import io.shidao.api.enrol.RemakeStore;
import io.shidao.api.evidence.EvidenceStore;
import io.shidao.api.gate.AccessLog;
import io.shidao.api.places.PlaceStore;
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

/** The system of record, as the api needs it. */
public record ApiStores(
        RegistryStore registry,
        ClassStore classes,
        PlaceStore places,
        TimetableStore timetable,
        TeacherStore teachers,
        SourceStore sources,
        ReferenceStore references,
        LookalikeStore lookalikes,
        RemakeStore remakes,
        SessionStore sessions,
        RecordStore records,
        PlanStore plans,
        RecordingPolicies recordings,
        SourceViews views,
        AccountStore accounts,
        EvidenceStore evidence,
        AccessLog accessLog,
        WatchLog watches,
        ReviewStore reviews,
        CaseRecords cases,
        RollCallStore rollCalls,
        SpotStore spotChecks) {}
