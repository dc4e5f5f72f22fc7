package io.shidao.api.review;

import io.shidao.kernel.media.Sha256;
import io.shidao.proto.api.v1.Anomaly;
import io.shidao.wire.Times;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/**
 * Names exactly what the machine said: SHA-256 over lines of text, one for each thing, in a fixed order. When it was last
 * looked at is not part of it.
 */
public final class CaseDigest {
    private CaseDigest() {}

    /** As 64 hexadecimal digits. */
    public static String of(Anomaly anomaly) {
        return Sha256.of(canonical(anomaly).getBytes(StandardCharsets.UTF_8)).hex();
    }

    /** The text that the digest is of. */
    public static String canonical(Anomaly anomaly) {
        StringBuilder text = new StringBuilder("shidao case 1\n")
                .append("anomaly ")
                .append(anomaly.getAnomalyId())
                .append('\n')
                .append("session ")
                .append(anomaly.getSessionId())
                .append('\n')
                .append("kind ")
                .append(anomaly.getKind().getNumber())
                .append('\n')
                .append("severity ")
                .append(anomaly.getSeverity().getNumber())
                .append('\n')
                .append("since ")
                .append(Times.instant(anomaly.getSince()))
                .append('\n')
                .append("calibration ")
                .append(anomaly.getCalibration())
                .append('\n');
        if (anomaly.hasFrom()) {
            text.append("window ")
                    .append(Times.instant(anomaly.getFrom()))
                    .append(' ')
                    .append(Times.instant(anomaly.getTo()))
                    .append('\n');
        }
        anomaly.getSubjectIdsList()
                .forEach(subject -> text.append("subject ").append(subject).append('\n'));
        anomaly.getRelatedSessionIdsList()
                .forEach(session -> text.append("related ").append(session).append('\n'));
        new TreeMap<>(anomaly.getNumbersMap())
                .forEach((name, value) -> text.append("number ")
                        .append(name)
                        .append(' ')
                        .append(value)
                        .append('\n'));
        anomaly.getEvidenceList()
                .forEach(item -> text.append("evidence ")
                        .append(item.getPurpose().getNumber())
                        .append(' ')
                        .append(item.getImage())
                        .append(' ')
                        .append(Times.instant(item.getTakenAt()))
                        .append(' ')
                        .append(item.getSubjectId())
                        .append('\n'));
        return text.toString();
    }
}
