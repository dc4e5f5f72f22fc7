package io.shidao.analyzer.session;

import io.shidao.analyzer.decide.Decision;
import io.shidao.kernel.id.AnomalyId;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AttendanceRecord;
import io.shidao.kernel.record.EvidenceRef;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What has to be told about a session, because it is not what was last told.
 *
 * @param presence records whose status changed, or whose subject came into sight or left it
 * @param raised new cases
 * @param updated cases that concern others, or rest on other evidence, than told
 * @param withdrawn cases that are not suspected any more
 */
public record Announcements(
        List<AttendanceRecord> presence, List<Anomaly> raised, List<Anomaly> updated, List<AnomalyId> withdrawn) {

    /** Compares with what was last told, and remembers this as told. */
    public static Announcements of(SessionState state, Judgement judgement) {
        List<AttendanceRecord> presence = presence(state, judgement);
        List<Anomaly> raised = new ArrayList<>();
        List<Anomaly> updated = new ArrayList<>();
        Set<String> gone = new TreeSet<>(state.raised.keySet());
        for (Anomaly anomaly : judgement.anomalies()) {
            gone.remove(anomaly.id().value());
            String told = state.raised.put(anomaly.id().value(), fingerprint(anomaly));
            if (told == null) {
                raised.add(anomaly);
            } else if (!told.equals(fingerprint(anomaly))) {
                updated.add(anomaly);
            }
        }
        gone.forEach(state.raised::remove);
        return new Announcements(
                presence, raised, updated, gone.stream().map(AnomalyId::new).toList());
    }

    private static List<AttendanceRecord> presence(SessionState state, Judgement judgement) {
        state.inSight = inSight(state);
        List<AttendanceRecord> changed = new ArrayList<>();
        for (AttendanceRecord record : judgement.records()) {
            String subject = record.subject().value();
            String now =
                    record.status() + (state.inSight.contains(subject) ? "+" : "") + (record.provisional() ? "?" : "");
            if (!now.equals(state.presence.put(subject, now))) {
                changed.add(record);
            }
        }
        return changed;
    }

    /** Seen in one of the newest samples: a detector misses one face in five. */
    private static Set<String> inSight(SessionState state) {
        Instant newest = state.newestAt();
        if (newest == null || state.isConcluded()) {
            return new TreeSet<>();
        }
        Instant since = newest.minus(state.sampleGap());
        return state.tracks().tracks().stream()
                .filter(track -> state.isPresence(track) && !track.seen().last().isBefore(since))
                .map(track -> track.decision())
                .filter(Decision.Recognised.class::isInstance)
                .map(decision -> ((Decision.Recognised) decision).subject().value())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Numbers grow with each sample; what people are told again is whom it concerns and what shows it. */
    private static String fingerprint(Anomaly anomaly) {
        String text = anomaly.subjects() + " "
                + anomaly.evidence().stream().map(EvidenceRef::image).toList();
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 16);
    }
}
