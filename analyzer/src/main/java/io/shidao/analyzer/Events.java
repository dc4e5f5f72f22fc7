package io.shidao.analyzer;

import io.shidao.analyzer.decide.Decision;
import io.shidao.analyzer.pipeline.FaceLook;
import io.shidao.analyzer.pipeline.SampleAnalysis;
import io.shidao.analyzer.session.Announcements;
import io.shidao.analyzer.session.Judgement;
import io.shidao.analyzer.store.OutboxEvent;
import io.shidao.analyzer.track.Track;
import io.shidao.kernel.face.Box;
import io.shidao.kernel.id.AnomalyId;
import io.shidao.kernel.id.Ids;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AttendanceRecord;
import io.shidao.kernel.record.AttendanceStatus;
import io.shidao.kernel.sample.SourceChange;
import io.shidao.proto.bus.v1.AnomalyRaised;
import io.shidao.proto.bus.v1.PresenceChanged;
import io.shidao.proto.bus.v1.SampleAnalysed;
import io.shidao.proto.bus.v1.SessionConcluded;
import io.shidao.proto.bus.v1.SessionEvent;
import io.shidao.proto.bus.v1.SourceChanged;
import io.shidao.wire.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the analyzer tells the others. An event gets its id here, once, and keeps it in the outbox. */
final class Events {
    private final SessionId session;
    private final Instant at;
    private final List<OutboxEvent> events = new ArrayList<>();

    Events(SessionId session, Instant at) {
        this.session = session;
        this.at = at;
    }

    List<OutboxEvent> list() {
        return List.copyOf(events);
    }

    private SessionEvent.Builder event() {
        return SessionEvent.newBuilder()
                .setEventId(Ids.fresh())
                .setSessionId(session.value())
                .setAt(Times.timestamp(at));
    }

    private void add(SessionEvent.Builder event) {
        events.add(new OutboxEvent(event.build()));
    }

    void announce(Announcements announcements, Set<String> inSight) {
        announcements.presence().forEach(record -> presence(record, inSight));
        announcements.raised().forEach(anomaly -> anomaly(anomaly, false));
        announcements.updated().forEach(anomaly -> anomaly(anomaly, true));
        announcements.withdrawn().forEach(this::withdrawn);
    }

    void withdrawn(AnomalyId id) {
        add(event().setAnomalyRaised(
                        AnomalyRaised.newBuilder().setAnomalyId(id.value()).setUpdated(true)));
    }

    private void presence(AttendanceRecord record, Set<String> inSight) {
        PresenceChanged.Builder message = PresenceChanged.newBuilder()
                .setSubjectId(record.subject().value())
                .setStatus(record.status().name())
                .setInSight(inSight.contains(record.subject().value()))
                .setErrorProbability(record.errorProbability());
        if (record.lastSeen() != null) {
            message.setLastSeen(Times.timestamp(record.lastSeen()));
        }
        add(event().setPresenceChanged(message));
    }

    void anomaly(Anomaly anomaly, boolean updated) {
        AnomalyRaised.Builder message = AnomalyRaised.newBuilder()
                .setAnomalyId(anomaly.id().value())
                .setKind(anomaly.kind().name())
                .setUpdated(updated)
                .setFrom(Times.timestamp(anomaly.window().from()))
                .setTo(Times.timestamp(anomaly.window().to()));
        anomaly.subjects().forEach(subject -> message.addSubjectIds(subject.value()));
        add(event().setAnomalyRaised(message));
    }

    void analysed(SampleAnalysis analysis) {
        SampleAnalysed.Builder message = SampleAnalysed.newBuilder()
                .setSampleId(analysis.sample().id().value())
                .setCapturedAt(Times.timestamp(analysis.sample().capturedAt()))
                .setFaces(analysis.faces().size())
                .setWidth(analysis.width())
                .setHeight(analysis.height())
                .setFailure(analysis.failure());
        analysis.faces().forEach(look -> message.addSeen(seen(look)));
        add(event().setSampleAnalysed(message));
    }

    private static SampleAnalysed.SeenFace seen(FaceLook look) {
        Box box = look.face().box();
        SampleAnalysed.SeenFace.Builder seen = SampleAnalysed.SeenFace.newBuilder()
                .setX(box.x())
                .setY(box.y())
                .setWidth(box.width())
                .setHeight(box.height());
        Track track = look.track();
        if (track != null) {
            seen.setTrack(track.id())
                    .setOutsider(track.decision().isOutsider())
                    .setSubjectId(subject(track.decision()));
        }
        return seen.build();
    }

    private static String subject(@Nullable Decision decision) {
        return decision instanceof Decision.Recognised recognised
                ? recognised.subject().value()
                : "";
    }

    void sourceChanged(SourceChange change) {
        SourceChanged.Builder message = SourceChanged.newBuilder()
                .setSessionId(change.session().value())
                .setSourceId(change.source().value())
                .setState(SourceChanged.State.valueOf("STATE_" + change.state().name()))
                .setDetail(change.detail())
                .setAt(Times.timestamp(change.at()));
        if (change.keyInterval() != null) {
            message.setKeyInterval(Times.duration(change.keyInterval()));
        }
        add(event().setSourceChanged(message));
    }

    void concluded(Judgement judgement) {
        add(event().setSessionConcluded(SessionConcluded.newBuilder()
                .setPresent(count(judgement, AttendanceStatus.PRESENT))
                .setAbsent(count(judgement, AttendanceStatus.ABSENT))
                .setAnomalies(judgement.anomalies().size())));
    }

    private static int count(Judgement judgement, AttendanceStatus status) {
        return (int)
                judgement.records().stream().filter(r -> r.status() == status).count();
    }
}
