package io.shidao.adapters.postgres.access;

import io.shidao.proto.api.v1.Role;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** For every method a valid REST call about something of an institution. */
final class Probes {
    /**
     * How a method is tried.
     *
     * @param path with places like {@code {session}}
     * @param body null for a GET
     * @param marker of a list: the id by which a thing is found in it; null for a method about one thing
     */
    record Probe(
            String path, @Nullable String body, @Nullable Function<Region.Things, String> marker) {
        boolean isList() {
            return marker != null;
        }
    }

    private static final String LIST = "?page_size=500";
    private static final Map<String, Probe> ALL = new TreeMap<>();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    static {
        post("AccountService/SignIn", "/v1/sign-in", "{}");
        post("AccountService/SignOut", "/v1/sign-out", "{}");
        get("AccountService/GetMyAccount", "/v1/me");
        post("AccountService/ChangePassword", "/v1/me/password", "{}");
        post(
                "AccountService/CreateAccount",
                "/v1/accounts",
                "{'username': 'made-{n}', 'displayName': 'M', 'role': 'ROLE_AUDITOR'}");
        get("AccountService/ListAccounts", "/v1/accounts");
        post("AccountService/DisableAccount", "/v1/accounts/{account}/disabling", "{'reason': 'left'}");
        post("AccountService/EnableAccount", "/v1/accounts/{account}/enabling", "{'reason': 'back'}");
        post("AccountService/ResetPassword", "/v1/accounts/{account}/password-reset", "{'reason': 'forgotten'}");
        post(
                "AccountService/LinkAccount",
                "/v1/accounts/{account}/provider-link",
                "{'providerSubject': 'x', 'reason': 'shown a card'}");
        get("ProviderService/GetProvider", "/v1/provider");
        post("ProviderService/CompleteSignIn", "/v1/provider/sign-in", "{'code': 'x', 'state': 'x'}");
        get("AccountService/ListAccountHistory", "/v1/accounts/{account}/history");
        get("AccountService/ListMySignIns", "/v1/me/sign-ins");
        post("AccountService/EndMySignIns", "/v1/me/sign-ins/ending", "{}");
        get("AccountService/ListSignIns", "/v1/sign-ins");
        post(
                "AccountService/EndSignIns",
                "/v1/accounts/{account}/sign-ins/ending",
                "{'all': true, 'reason': 'lost laptop'}");

        post("RegistryService/CreatePrefecture", "/v1/prefectures", "{'name': 'Prefecture {n}'}");
        list("RegistryService/ListPrefectures", "/v1/prefectures" + LIST, Region.Things::prefecture);
        post(
                "RegistryService/CreateInstitution",
                "/v1/institutions",
                "{'name': 'Institution {n}', 'prefectureId': '{prefecture}'}");
        list(
                "RegistryService/ListInstitutions",
                "/v1/institutions" + LIST,
                of -> of.institution().id());
        post(
                "RegistryService/CreateClass",
                "/v1/classes",
                "{'institutionId': '{institution}', 'name': 'C', 'programme': 'P'}");
        get("RegistryService/GetClass", "/v1/classes/{class}");
        list(
                "RegistryService/ListClasses",
                "/v1/classes" + LIST,
                of -> of.institution().trainingClass());
        post("RegistryService/CreateSubject", "/v1/subjects", "{'institutionId': '{institution}', 'name': 'S'}");
        get("RegistryService/GetSubject", "/v1/subjects/{subject}");
        list(
                "RegistryService/ListSubjects",
                "/v1/subjects" + LIST,
                of -> of.institution().subject());
        post(
                "RegistryService/AddToRoster",
                "/v1/classes/{class}/roster",
                "{'entries': [{'subjectId': '{subject}', 'role': 'ROSTER_ROLE_TRAINEE'}]}");
        get("RegistryService/GetRoster", "/v1/classes/{class}/roster");
        post("RegistryService/EnrolPhoto", "/v1/subjects/{subject}/photos", "{'photo': '" + ApiWorld.PHOTO + "'}");
        post(
                "RegistryService/CreateSource",
                "/v1/sources",
                "{'institutionId': '{institution}', 'name': 'Q', 'address': 'rtsp://192.0.2.8/{n}'}");
        list(
                "RegistryService/ListSources",
                "/v1/sources" + LIST,
                of -> of.institution().source());
        // refused before anybody is asked: no ingest runs here
        post("SourceTestService/TestSource", "/v1/source-tests", "{'institutionId': '{institution}', 'address': 'x'}");
        post("RegistryService/CreatePlatform", "/v1/platforms", "{'institutionId': '{institution}', 'name': 'P'}");

        for (String[] move : new String[][] {
            {"Approve", "approval"}, {"Reject", "rejection"}, {"Suspend", "suspension"}, {"Resume", "resumption"},
            {"Accept", "acceptance"}, {"Return", "return"}, {"End", "end"}, {"File", "filing"}
        }) {
            post("ClassService/" + move[0] + "Class", "/v1/classes/{class}/" + move[1], "{'expectedRevision': 999}");
        }
        post("ClassService/ChangeApplication", "/v1/classes/{class}/application", "{'name': 'C', 'programme': 'P'}");
        get("ClassService/ListClassHistory", "/v1/classes/{class}/history");

        post("PlaceService/AddSite", "/v1/sites", "{'institutionId': '{institution}', 'name': 'Site {n}'}");
        post("PlaceService/ChangeSite", "/v1/sites/{site}", "{'name': 'Site', 'expectedRevision': 1}");
        list("PlaceService/ListSites", "/v1/sites" + LIST, Region.Things::site);
        post("PlaceService/AddClassroom", "/v1/sites/{site}/classrooms", "{'name': 'Room {n}'}");
        post("PlaceService/ChangeClassroom", "/v1/classrooms/{classroom}", "{'name': 'Room'}");
        post("PlaceService/PlaceCamera", "/v1/sources/{source}/classroom", "{'classroomId': '{classroom}'}");

        post(
                "TimetableService/PlanSessions",
                "/v1/classes/{class}/sessions",
                "{'kind': 'SESSION_KIND_THEORY', 'sourceId': '{source}', 'dryRun': true, 'slots': [{'startsAt':"
                        + " '2026-04-03T08:00:00Z', 'endsAt': '2026-04-03T09:00:00Z'}]}");
        post("TimetableService/ChangeSession", "/v1/sessions/{session}", "{'reason': 'x', 'expectedRevision': 999}");
        post(
                "TimetableService/CancelSession",
                "/v1/sessions/{session}/cancellation",
                "{'reason': 'x', 'expectedRevision': 999}");
        list(
                "TimetableService/ListTimetable",
                "/v1/timetable" + LIST + "&from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:00Z",
                null);
        get("TimetableService/ListSessionHistory", "/v1/sessions/{session}/history");

        post(
                "TeacherService/EnrolTeacher",
                "/v1/teachers",
                "{'subjectId': '{subject}', 'idNumber': '11010519491231002X'}");
        post("TeacherService/FindTeacher", "/v1/teacher-search", "{'idNumber': '11010519491231002'}");
        get("TeacherService/GetTeacher", "/v1/teachers/{teacher}");
        list("TeacherService/ListTeachers", "/v1/teachers" + LIST, Region.Things::teacher);
        post("TeacherService/ChangeTeacher", "/v1/teachers/{teacher}", "{'expectedRevision': 999}");
        post(
                "TeacherService/EngageTeacher",
                "/v1/teachers/{teacher}/engagements",
                "{'institutionId': '{institution}', 'fromOn': '2026-03-02'}");
        post(
                "TeacherService/EndEngagement",
                "/v1/engagements/{engagement}/end",
                "{'untilOn': '2026-12-31', 'reason': 'x', 'expectedRevision': 999}");
        list(
                "TeacherService/CountTeaching",
                "/v1/teaching" + LIST + "&from_on=2026-03-01&until_on=2026-03-31",
                Region.Things::teacher);

        list("EnrolmentService/ListLookalikes", "/v1/lookalikes" + LIST, Region.Things::lookalike);
        post("EnrolmentService/ResolveLookalike", "/v1/lookalikes/{lookalike}/resolution", "{'reason': 'twins'}");
        list("EnrolmentService/ListOutdatedReferences", "/v1/outdated-references" + LIST, Region.Things::reference);

        post(
                "ImportService/ImportTrainees",
                "/v1/trainee-imports",
                "{'institutionId': '{institution}', 'dryRun': true, 'file': '" + ApiWorld.TABLE + "'}");
        post(
                "ImportService/StartPhotoImport",
                "/v1/photo-imports",
                "{'classId': '{class}', 'sizeBytes': 1000, 'requestId': 'probe'}");
        post(
                "ImportService/UploadPhotoPart",
                "/v1/photo-imports/{photoImport}/parts",
                "{'offset': 999, 'content': 'AAAA'}");
        post("ImportService/CancelPhotoImport", "/v1/photo-imports/{photoImport}/cancellation", "{}");
        get("ImportService/GetPhotoImport", "/v1/photo-imports/{photoImport}");
        list("ImportService/ListPhotoImports", "/v1/photo-imports" + LIST, Region.Things::photoImport);
        get("ImportService/ListPhotoImportItems", "/v1/photo-imports/{photoImport}/items");

        post(
                "SessionService/CreateSession",
                "/v1/sessions",
                "{'classId': '{class}', 'kind': 'SESSION_KIND_THEORY', 'sourceId': '{source}',"
                        + " 'startsAt': '2026-04-02T08:00:00Z', 'endsAt': '2026-04-02T09:00:00Z'}");
        get("SessionService/GetSession", "/v1/sessions/{session}");
        list("SessionService/ListSessions", "/v1/sessions" + LIST, null);
        post(
                "SessionService/AddClaims",
                "/v1/sessions/{session}/claims",
                "{'claims': [{'claimId': 'c-1', 'subjectId': '{subject}', 'kind': 'CLAIM_KIND_SIGNATURE', 'madeAt':"
                        + " '2026-03-02T09:01:02Z'}]}");
        get("SessionService/ListAttendance", "/v1/sessions/{session}/attendance");
        list("SessionService/ListAnomalies", "/v1/anomalies" + LIST, Region.Things::anomaly);
        get("SessionService/GetAnomaly", "/v1/anomalies/{anomaly}");
        get("SessionService/GetSessionStatus", "/v1/sessions/{session}/status");
        get("SessionService/GetCoverage", "/v1/sessions/{session}/coverage");
        list(
                "SessionService/ListSourceHealth",
                "/v1/source-health" + LIST,
                of -> of.institution().source());

        get("PolicyService/ListPolicies", "/v1/policies");
        get("PolicyService/GetPolicy", "/v1/policies/default");
        post(
                "PolicyService/CreatePolicyVersion",
                "/v1/policies/made-{n}/versions",
                "{'name': 'Made {n}', 'reason': 'r', 'rules': {}}");
        get(
                "PolicyService/ComparePolicyVersions",
                "/v1/policy-comparison?policy_id=default&version=1&other_policy_id=classroom&other_version=1");
        post(
                "PolicyService/AssignPolicy",
                "/v1/policy-assignments",
                "{'assignmentId': 'made-{n}', 'scopeKind': 'POLICY_SCOPE_KIND_INSTITUTION', 'scopeId': '{institution}',"
                        + " 'setting': 'POLICY_SETTING_CLASSROOM', 'policyId': 'default', 'version': 1, 'validFrom':"
                        + " '2030-01-01T00:00:00Z', 'reason': 'r'}");
        list("PolicyService/ListPolicyAssignments", "/v1/policy-assignments" + LIST, Region.Things::assignment);

        post(
                "AttendanceService/SetSessionPolicy",
                "/v1/sessions/{session}/policy",
                "{'policyId': 'default', 'version': 1, 'reason': 'r', 'insteadOfPolicyId': 'classroom',"
                        + " 'insteadOfVersion': 1}");
        get(
                "AttendanceService/PreviewSessionPolicy",
                "/v1/sessions/{session}/policy-preview?policy_id=default&version=1");
        post(
                "AttendanceService/VerifyManually",
                "/v1/sessions/{session}/manual-verifications",
                "{'statementId': 'made-{n}', 'subjectId': '{subject}', 'teacherId': '{teacher}', 'reason': 'r'}");
        post("AttendanceService/SecondStatement", "/v1/attendance-statements/{statement}/second", "{'revision': 999}");
        post(
                "AttendanceService/Excuse",
                "/v1/sessions/{session}/excuses",
                "{'statementId': 'made-{n}', 'subjectId': '{subject}', 'reason': 'r'}");
        post(
                "AttendanceService/MakeUpCheck",
                "/v1/sessions/{session}/made-up-checks",
                "{'statementId': 'made-{n}', 'subjectId': '{subject}', 'check': 99, 'reason': 'r'}");
        post(
                "AttendanceService/WithdrawStatement",
                "/v1/attendance-statements/{statement}/withdrawal",
                "{'revision': 999, 'reason': 'r'}");
        get("AttendanceService/ListStatements", "/v1/sessions/{session}/statements");
        get("AttendanceService/ListAttendanceHistory", "/v1/sessions/{session}/attendance-history");
        get("AttendanceService/RecomputeAttendance", "/v1/sessions/{session}/attendance-history/{entry}/recomputation");
        post("AttendanceService/ImportSignInList", "/v1/sessions/{session}/sign-in-lists", "{'file': 'bmFtZQpOCg=='}");
        get("AttendanceService/GetChecks", "/v1/sessions/{session}/checks");
        get("AttendanceService/GetCheckInCode", "/v1/sessions/{session}/check-in-code");
        post(
                "AttendanceService/CheckIn",
                "/v1/check-ins",
                "{'sessionId': '{session}', 'code': '0000000000', 'idNumber': '11010519491231002X'}");

        post(
                "SnapshotService/SubmitSnapshot",
                "/v1/sessions/{session}/snapshots",
                "{'subjectId': '{subject}', 'clientId': 'one', 'capturedAt': '2026-03-02T09:01:02Z', 'image': '"
                        + ApiWorld.PHOTO + "'}");

        post(
                "RecordingService/SetRecordingPolicy",
                "/v1/sources/{source}/recording",
                "{'policy': 'RECORDING_POLICY_OFF'}");
        get("RecordingService/GetRecordingPolicy", "/v1/sources/{source}/recording");
        list(
                "RecordingService/ListRecordingPolicies",
                "/v1/source-recordings" + LIST,
                of -> of.institution().source());
        get("RecordingService/GetSessionRecording", "/v1/sessions/{session}/recording");

        post("PlatformService/AddPlatformKey", "/v1/platforms/{platform}/keys", "{}");
        post("PlatformService/RevokePlatformKey", "/v1/platforms/{platform}/keys/none/revocation", "{}");
        get("PlatformService/ListPlatformKeys", "/v1/platforms/{platform}/keys");

        get("SourceViewService/GetSourceView", "/v1/sources/{source}/view");
        post("SourceViewService/ResetSourceView", "/v1/sources/{source}/view-reset", "{'why': 'moved'}");

        list("WatchService/ListWatches", "/v1/watches" + LIST, Region.Things::watch);
        // what the others of the table did is in the log too: the entries looked for are of long ago
        list(
                "AccessLogService/ListAccessLog",
                "/v1/access-log" + LIST + "&until=2020-01-01T00:00:00Z",
                Region.Things::look);

        list("ReviewService/ListCases", "/v1/review/cases" + LIST, Region.Things::anomaly);
        get("ReviewService/CountCases", "/v1/review/counts?filter.institution_id={institution}");
        String one = "/v1/review/cases/{anomaly}";
        String decision = "'note': 'x', 'reason': 'CASE_REASON_OTHER', 'digest': 'd'}";
        get("ReviewService/GetCase", one);
        post("ReviewService/TakeCase", one + "/take", "{'revision': 999}");
        post("ReviewService/ReleaseCase", one + "/release", "{'revision': 999}");
        post("ReviewService/DecideCase", one + "/decision", "{'revision': 999, " + decision);
        post("ReviewService/SecondCase", one + "/second", "{'revision': 999, 'note': 'x', 'digest': 'd'}");
        post("ReviewService/AskExplanation", one + "/explanation-request", "{'revision': 999, 'note': 'x'}");
        post("ReviewService/DecideAppeal", one + "/appeal-decision", "{'revision': 999, " + decision);
        post("ReviewService/ExplainCase", one + "/explanation", "{'revision': 999, 'text': 'x'}");
        post("ReviewService/AppealCase", one + "/appeal", "{'revision': 999, 'text': 'x'}");
        get("ReviewService/GetAttachment", "/v1/review/attachments/{attachment}");
        list("ReviewService/ListCaseEvents", "/v1/review/events" + LIST, Region.Things::anomaly);

        post("RollCallService/StartRollCall", "/v1/sessions/{session}/roll-calls", "{'requestId': 'probe'}");
        post(
                "RollCallService/MarkRollCall",
                "/v1/roll-calls/{rollCall}/marks",
                "{'subjectId': '{subject}', 'answer': 'ROLL_CALL_ANSWER_ANSWERED'}");
        post("RollCallService/FinishRollCall", "/v1/roll-calls/{rollCall}/finish", "{}");
        get("RollCallService/ListRollCalls", "/v1/sessions/{session}/roll-calls");

        post(
                "SpotCheckService/PlanSpotDraw",
                "/v1/spot-draws",
                "{'requestId': 'probe-{n}', 'title': 'Draw', 'prefectureId': '{prefecture}', 'count': 1, 'drawAt':"
                        + " '2026-03-02T08:30:00Z', 'from': '2026-03-02T08:30:00Z', 'to': '2026-03-03T08:30:00Z',"
                        + " 'beacon': 'SPOT_BEACON_KIND_WITNESS'}");
        String draw = "/v1/spot-draws/{spotDraw}";
        post("SpotCheckService/RunSpotDraw", draw + "/drawing", "{'value': 'heads'}");
        post("SpotCheckService/CancelSpotDraw", draw + "/cancellation", "{'reason': 'not now'}");
        post(
                "SpotCheckService/RecordSpotCheck",
                "/v1/spot-checks/{spotCheck}/result",
                "{'outcome': 'SPOT_OUTCOME_NOT_HELD', 'note': 'x', 'expectedRevision': 999}");
        list("SpotCheckService/ListSpotDraws", "/v1/spot-draws" + LIST, Region.Things::spotDraw);
        get("SpotCheckService/GetSpotDraw", draw);
        get("SpotCheckService/ListSpotCandidates", draw + "/candidates");
        get("SpotCheckService/ListSpotEvents", draw + "/events");
        get("SpotCheckService/GetSpotProof", draw + "/proof");
        list("SpotCheckService/ListSpotChecks", "/v1/spot-checks" + LIST, Region.Things::spotCheck);
        post(
                "PeopleService/PublishConsentText",
                "/v1/consent-texts",
                "{'version': 'probe', 'language': 'en', 'title': 'T', 'body': 'B'}");
        get("PeopleService/ListConsentTexts", "/v1/consent-texts");
        get("PeopleService/GetConsent", "/v1/subjects/{subject}/consent");
        post(
                "PeopleService/GiveConsent",
                "/v1/subjects/{subject}/consent",
                "{'textVersion': '1', 'language': 'zh', 'requestId': 'p', 'expectedRevision': 999}");
        post(
                "PeopleService/WithdrawConsent",
                "/v1/subjects/{subject}/consent-withdrawal",
                "{'requestId': 'p', 'expectedRevision': 999}");
        get("PeopleService/ExportSubject", "/v1/subjects/{subject}/export");
        post(
                "PeopleService/FileDataRequest",
                "/v1/subjects/{subject}/data-requests",
                "{'kind': 'DATA_REQUEST_KIND_ACCESS', 'requestId': 'p'}");
        list("PeopleService/ListDataRequests", "/v1/data-requests" + LIST, Region.Things::dataRequest);
        get("PeopleService/GetDataRequest", "/v1/data-requests/{dataRequest}");
        post(
                "PeopleService/AnswerDataRequest",
                "/v1/data-requests/{dataRequest}/answer",
                "{'answer': 'x', 'expectedRevision': 999}");
        get("PeopleService/GetRetention", "/v1/retention");
        get("PeopleService/ListRetentionDue", "/v1/retention/due?kind=RETENTION_KIND_TEMPLATES");
        get("PeopleService/CountFaces", "/v1/face-count");

        get("/v1/sessions/:session_id/events", "/v1/sessions/{session}/events");
        get("/v1/events", "/v1/events");
        get("/v1/sessions/:session_id/live", "/v1/sessions/{session}/live");
        get("/v1/sessions/:session_id/picture", "/v1/sessions/{session}/picture");
        get("/v1/evidence/:sha256", "/v1/evidence/{image}?why=test");
        get(
                "/v1/sessions/:session_id/clip",
                "/v1/sessions/{session}/clip?from=2026-03-02T09:00:01Z&to=2026-03-02T09:00:09Z");
    }

    private Probes() {}

    private static void get(String name, String path) {
        ALL.put(name, new Probe(path, null, null));
    }

    private static void post(String name, String path, String body) {
        ALL.put(name, new Probe(path, body, null));
    }

    private static void list(String name, String path, @Nullable Function<Region.Things, String> marker) {
        ALL.put(
                name,
                new Probe(path, null, marker == null ? of -> of.institution().session() : marker));
    }

    static Probe of(String name) {
        Probe probe = ALL.get(name);
        if (probe == null) {
            throw new AssertionError(name + ": nothing says how to try it (expected: an entry in Probes)");
        }
        return probe;
    }

    /** The text with everything filled in; a platform's session is another one than a camera's. */
    static String filled(String text, Region.Things things, Role role) {
        ApiWorld.Institution of = things.institution();
        return text.replace("{prefecture}", things.prefecture())
                .replace("{institution}", of.id())
                .replace("{account}", things.account())
                .replace("{class}", of.trainingClass())
                .replace("{platform}", of.platform())
                .replace("{subject}", of.subject())
                .replace("{source}", of.source())
                .replace("{session}", session(things, role))
                .replace("{anomaly}", things.anomaly())
                .replace("{attachment}", things.attachment())
                .replace("{rollCall}", things.rollCall())
                .replace("{lookalike}", things.lookalike())
                .replace("{image}", things.image())
                .replace("{site}", things.site())
                .replace("{classroom}", things.classroom())
                .replace("{teacher}", things.teacher())
                .replace("{engagement}", things.engagement())
                .replace("{dataRequest}", things.dataRequest())
                .replace("{photoImport}", things.photoImport())
                .replace("{statement}", things.statement())
                .replace("{entry}", things.entry())
                .replace("{spotDraw}", things.spotDraw())
                .replace("{spotCheck}", things.spotCheck())
                .replace("{n}", Integer.toString(NUMBER.incrementAndGet()));
    }

    static String session(Region.Things things, Role role) {
        return role == Role.ROLE_PLATFORM
                ? things.platformSession()
                : things.institution().session();
    }
}
