package io.shidao.api.review;

import io.shidao.api.gate.Scope;
import io.shidao.api.record.RecordedVideo;
import io.shidao.api.rollcall.RollCallStore;
import io.shidao.api.session.RecordStore;
import io.shidao.api.session.SessionStore;
import io.shidao.kernel.id.SourceId;
import io.shidao.proto.api.v1.Case;
import io.shidao.proto.api.v1.CaseState;
import io.shidao.proto.api.v1.CaseSummary;
import io.shidao.proto.api.v1.Session;
import io.shidao.proto.api.v1.SessionCoverage;
import io.shidao.proto.api.v1.SessionKind;
import io.shidao.proto.api.v1.SessionRecording;
import io.shidao.wire.Times;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Puts everything together that a decision needs. Blocks. Thread-safe. */
final class CaseAssembler {
    private static final Duration AROUND = Duration.ofMinutes(10);
    private static final Duration CLIP_BEFORE = Duration.ofSeconds(30);
    private static final Duration CLIP_AFTER = Duration.ofSeconds(90);

    private final ReviewConfig config;
    private final ReviewStore store;
    private final CaseRecords records;
    private final RecordStore analysis;
    private final SessionStore sessions;
    private final RollCallStore rollCalls;
    private final RecordedVideo video;
    private final Papers papers;
    private final Clock clock;

    CaseAssembler(ReviewConfig config, ReviewDoor.Stores stores, RecordedVideo video, Papers papers, Clock clock) {
        this.config = config;
        this.store = stores.cases();
        this.records = stores.records();
        this.analysis = stores.analysis();
        this.sessions = stores.sessions();
        this.rollCalls = stores.rollCalls();
        this.video = video;
        this.papers = papers;
        this.clock = clock;
    }

    Case assemble(CaseFile file, Actor actor) {
        CaseSummary summary = store.findSummary(file.anomaly().getAnomalyId(), Pace.of(config, clock.instant()))
                .orElseThrow();
        String session = summary.getAnomaly().getSessionId();
        Case.Builder made = Case.newBuilder()
                .setDigest(CaseDigest.of(summary.getAnomaly()))
                .setCoverage(SessionCoverage.newBuilder()
                        .setSessionId(session)
                        .addAllSources(analysis.listCoverage(session)))
                .addAllRollCalls(rollCalls.list(session))
                .addAllAllowed(CaseMachine.allowed(file, actor));
        Set<String> concerned = Set.copyOf(summary.getAnomaly().getSubjectIdsList());
        analysis.listAttendance(session, Scope.current()).stream()
                .filter(record -> concerned.contains(record.getSubjectId()))
                .forEach(made::addAttendance);
        records.fill(made, summary.getAnomaly(), AROUND);
        records.listPapers(file.anomaly().getAnomalyId()).forEach(paper -> made.addPapers(papers.open(paper)));
        sessions.find(session, Scope.current()).ifPresent(found -> addRecording(made, found, summary));
        return actor.isInstitution()
                ? forInstitution(made, summary)
                : made.setSummary(summary).build();
    }

    private void addRecording(Case.Builder made, Session session, CaseSummary summary) {
        if (session.getKind() == SessionKind.SESSION_KIND_ONLINE) {
            return;
        }
        Instant since = Times.instant(summary.getAnomaly().getSince());
        video.spans(new SourceId(session.getSourceId()), since.minus(CLIP_BEFORE), since.plus(CLIP_AFTER))
                .forEach(span -> made.addRecording(SessionRecording.Span.newBuilder()
                        .setFrom(Times.timestamp(span.from()))
                        .setTo(Times.timestamp(span.to()))
                        .setGap(span.gap())));
    }

    /** Who works on the case, and what they think of it before it is decided, is not the institution's to know. */
    private static Case forInstitution(Case.Builder made, CaseSummary summary) {
        var events = made.getEventsList().stream()
                .filter(event -> PublishedActs.ALL.contains(event.getAct()))
                .toList();
        return made.setSummary(forInstitution(summary))
                .clearEvents()
                .addAllEvents(events)
                .clearLater()
                .clearEarlier()
                .build();
    }

    static CaseSummary forInstitution(CaseSummary summary) {
        CaseSummary.Builder shown = summary.toBuilder()
                .clearReviewerId()
                .clearReviewerName()
                .clearTakenUntil()
                .clearProposedByName()
                .clearSecondDueAt();
        if (summary.getState() == CaseState.CASE_STATE_PROPOSED) {
            shown.setState(CaseState.CASE_STATE_TAKEN)
                    .clearReason()
                    .clearNote()
                    .clearDecidedSubjectId()
                    .clearDueAt()
                    .clearOverdue();
        }
        return shown.build();
    }
}
