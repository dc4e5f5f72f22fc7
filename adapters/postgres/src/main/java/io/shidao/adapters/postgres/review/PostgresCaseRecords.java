package io.shidao.adapters.postgres.review;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.registry.AnomalyRows;
import io.shidao.adapters.postgres.sql.ScopeSql;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.gate.Scope;
import io.shidao.api.review.CaseDigest;
import io.shidao.api.review.CaseRecords;
import io.shidao.kernel.media.Payload;
import io.shidao.proto.api.v1.Anomaly;
import io.shidao.proto.api.v1.AnomalyKind;
import io.shidao.proto.api.v1.Attachment;
import io.shidao.proto.api.v1.Case;
import io.shidao.proto.api.v1.Claim;
import io.shidao.proto.api.v1.ClaimKind;
import io.shidao.proto.api.v1.EarlierCase;
import io.shidao.proto.api.v1.FaceNumbers;
import io.shidao.proto.api.v1.LaterView;
import io.shidao.proto.api.v1.Neighbour;
import io.shidao.proto.api.v1.Paper;
import io.shidao.proto.api.v1.SampleMark;
import io.shidao.wire.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What lies around a case, from PostgreSQL. Thread-safe. */
public final class PostgresCaseRecords implements CaseRecords {
    private static final int MOST = 60;
    private static final String LATER = "SELECT "
            + AnomalyRows.COLUMNS
                    .replace("n.subjects", "l.subjects")
                    .replace("n.since", "l.since")
                    .replace("n.updated_at", "l.updated_at")
                    .replace("n.from_at", "l.from_at")
                    .replace("n.to_at", "l.to_at")
                    .replace("n.numbers", "l.numbers")
                    .replace("n.evidence", "l.evidence")
                    .replace("n.calibration", "l.calibration")
                    .replace("n.related_sessions", "l.related_sessions")
            + """
            , l.withdrawn FROM anomaly_later l JOIN anomaly n ON n.anomaly_id = l.anomaly_id
             WHERE l.anomaly_id = :anomaly
            """;
    /** Tracks by where they mostly were; the same seat when the middles are within half a face of each other. */
    private static final String NEIGHBOURS = """
            WITH tracks AS (
                SELECT track, min(captured_at) AS first, max(captured_at) AS last, count(*) AS looks,
                       mode() WITHIN GROUP (ORDER BY best_subject) AS nearest, max(cosine) AS cosine,
                       percentile_cont(0.5) WITHIN GROUP (ORDER BY height) AS height,
                       avg(x + width / 2) AS middle_x, avg(y + height / 2) AS middle_y, avg(width) AS width
                  FROM observation WHERE session_id = :session AND track > 0 GROUP BY track),
            own AS (SELECT * FROM tracks WHERE track = :track)
            SELECT t.*, t.track = :track AS is_case, coalesce(p.name, '') AS name, coalesce(o.track IS NOT NULL
                       AND abs(t.middle_x - o.middle_x) < o.width / 2 AND abs(t.middle_y - o.middle_y) < o.width / 2
                       AND t.track <> o.track, false) AS same_seat
              FROM tracks t LEFT JOIN own o ON true LEFT JOIN subject p ON p.subject_id = t.nearest
             WHERE t.track = :track
                OR (t.first <= :to AND t.last >= :from)
                OR (abs(t.middle_x - o.middle_x) < o.width / 2 AND abs(t.middle_y - o.middle_y) < o.width / 2)
             ORDER BY is_case DESC, same_seat DESC, t.first, t.track LIMIT :most
            """;

    private static final String EARLIER = """
            SELECT n.anomaly_id, n.kind, n.session_id, n.since, coalesce(r.state, 'OPEN') AS state,
                   coalesce(r.reason, '') AS reason
              FROM training_session own JOIN training_session s ON s.class_id = own.class_id
              JOIN anomaly n ON n.session_id = s.session_id LEFT JOIN review_case r ON r.anomaly_id = n.anomaly_id
             WHERE own.session_id = :session AND n.anomaly_id <> :anomaly AND n.subjects && :subjects::text[]
             ORDER BY n.since DESC, n.anomaly_id LIMIT :most
            """;
    private static final String ATTACHMENT = """
            SELECT a.* FROM case_attachment a JOIN case_paper p USING (paper_id) JOIN review_case r USING (anomaly_id)
             WHERE a.attachment_id = :id AND
            """ + ScopeSql.ofInstitution("r.institution_id");

    private final Database database;

    public PostgresCaseRecords(Database database) {
        this.database = database;
    }

    @Override
    public void fill(Case.Builder builder, Anomaly anomaly, Duration around) {
        database.withHandle(handle -> {
            later(handle, anomaly).ifPresent(builder::setLater);
            List<Neighbour> neighbours = neighbours(handle, anomaly, around);
            neighbours.stream()
                    .filter(Neighbour::getSubjectOfCase)
                    .findFirst()
                    .ifPresent(own -> builder.setFace(face(own)));
            return builder.addAllNeighbours(neighbours)
                    .addAllClaims(claims(handle, anomaly))
                    .addAllSamples(samples(handle, anomaly, around))
                    .addAllEarlier(earlier(handle, anomaly))
                    .addAllEvents(
                            handle.createQuery("SELECT * FROM case_event WHERE anomaly_id = :anomaly ORDER BY event_id")
                                    .bind("anomaly", anomaly.getAnomalyId())
                                    .map((row, context) -> CaseRows.event(row))
                                    .list());
        });
    }

    private static FaceNumbers face(Neighbour own) {
        return FaceNumbers.newBuilder()
                .setTrack(own.getTrack())
                .setLooks(own.getLooks())
                .setMedianFaceHeightPixels(own.getMedianFaceHeightPixels())
                .setBestCosine(own.getBestCosine())
                .setFirstSeen(own.getFrom())
                .setLastSeen(own.getTo())
                .build();
    }

    private static Optional<LaterView> later(Handle handle, Anomaly anomaly) {
        return handle.createQuery(LATER)
                .bind("anomaly", anomaly.getAnomalyId())
                .map((row, context) -> LaterView.newBuilder()
                        .setAnomaly(AnomalyRows.anomaly(row))
                        .setWithdrawn(row.getBoolean("withdrawn"))
                        .build())
                .findOne()
                .filter(view ->
                        view.getWithdrawn() || !CaseDigest.of(view.getAnomaly()).equals(CaseDigest.of(anomaly)));
    }

    private static List<Neighbour> neighbours(Handle handle, Anomaly anomaly, Duration around) {
        Instant since = Times.instant(anomaly.getSince());
        return handle.createQuery(NEIGHBOURS)
                .bind("session", anomaly.getSessionId())
                .bind("track", (long) anomaly.getNumbersOrDefault("track", -1.0))
                .bind("from", Sql.time(since.minus(around)))
                .bind("to", Sql.time(since.plus(around)))
                .bind("most", MOST)
                .map((row, context) -> neighbour(row))
                .list();
    }

    private static Neighbour neighbour(ResultSet row) throws SQLException {
        return Neighbour.newBuilder()
                .setTrack(row.getLong("track"))
                .setFrom(Sql.timestamp(row, "first"))
                .setTo(Sql.timestamp(row, "last"))
                .setLooks(row.getInt("looks"))
                .setNearestSubjectId(Sql.text(row, "nearest"))
                .setNearestName(row.getString("name"))
                .setBestCosine(row.getFloat("cosine"))
                .setMedianFaceHeightPixels(row.getFloat("height"))
                .setSameSeat(row.getBoolean("same_seat"))
                .setSubjectOfCase(row.getBoolean("is_case"))
                .build();
    }

    private static List<Claim> claims(Handle handle, Anomaly anomaly) {
        return handle.createQuery("""
                        SELECT claim_id, subject_id, kind, made_at FROM claim
                         WHERE session_id = :session AND subject_id = ANY (:subjects)
                         ORDER BY made_at, claim_id LIMIT :most
                        """)
                .bind("session", anomaly.getSessionId())
                .bind("subjects", subjects(anomaly))
                .bind("most", MOST)
                .map((row, context) -> Claim.newBuilder()
                        .setClaimId(row.getString("claim_id"))
                        .setSubjectId(row.getString("subject_id"))
                        .setKind(ClaimKind.valueOf("CLAIM_KIND_" + row.getString("kind")))
                        .setMadeAt(Sql.timestamp(row, "made_at"))
                        .build())
                .list();
    }

    private static List<SampleMark> samples(Handle handle, Anomaly anomaly, Duration around) {
        Instant since = Times.instant(anomaly.getSince());
        return handle.createQuery("""
                        SELECT captured_at, faces, failure FROM analysed_sample
                         WHERE session_id = :session AND captured_at BETWEEN :from AND :to
                         ORDER BY captured_at LIMIT :most
                        """)
                .bind("session", anomaly.getSessionId())
                .bind("from", Sql.time(since.minus(around)))
                .bind("to", Sql.time(since.plus(around)))
                .bind("most", 4 * MOST)
                .map((row, context) -> SampleMark.newBuilder()
                        .setCapturedAt(Sql.timestamp(row, "captured_at"))
                        .setFaces(row.getInt("faces"))
                        .setFailure(row.getString("failure"))
                        .build())
                .list();
    }

    private static List<EarlierCase> earlier(Handle handle, Anomaly anomaly) {
        return handle.createQuery(EARLIER)
                .bind("session", anomaly.getSessionId())
                .bind("anomaly", anomaly.getAnomalyId())
                .bind("subjects", subjects(anomaly))
                .bind("most", MOST)
                .map((row, context) -> EarlierCase.newBuilder()
                        .setAnomalyId(row.getString("anomaly_id"))
                        .setKind(AnomalyKind.valueOf("ANOMALY_KIND_" + row.getString("kind")))
                        .setState(CaseRows.state(row.getString("state")))
                        .setSessionId(row.getString("session_id"))
                        .setSince(Sql.timestamp(row, "since"))
                        .setReason(CaseRows.reason(row.getString("reason")))
                        .build())
                .list();
    }

    private static String[] subjects(Anomaly anomaly) {
        return anomaly.getSubjectIdsList().toArray(String[]::new);
    }

    @Override
    public List<SealedPaper> listPapers(String anomaly) {
        return database.withHandle(handle -> handle.createQuery(
                        "SELECT * FROM case_paper WHERE anomaly_id = :anomaly ORDER BY paper_id")
                .bind("anomaly", anomaly)
                .map((row, context) -> new SealedPaper(paper(handle, row), Payload.wrap(row.getBytes("sealed_text"))))
                .list());
    }

    private static Paper paper(Handle handle, ResultSet row) throws SQLException {
        return Paper.newBuilder()
                .setPaperId(row.getString("paper_id"))
                .setKind(Paper.Kind.valueOf("KIND_" + row.getString("kind")))
                .setHandedInAt(Sql.timestamp(row, "handed_in_at"))
                .setHandedInByName(row.getString("by_name"))
                .addAllAttachments(
                        handle.createQuery("SELECT * FROM case_attachment WHERE paper_id = :paper ORDER BY place")
                                .bind("paper", row.getString("paper_id"))
                                .map((attachment, context) -> attachment(attachment))
                                .list())
                .build();
    }

    @Override
    public Optional<Attachment> findAttachment(String id, Scope scope) {
        return database.withHandle(handle -> ScopeSql.bind(handle.createQuery(ATTACHMENT), scope)
                .bind("id", id)
                .map((row, context) -> attachment(row))
                .findOne());
    }

    private static Attachment attachment(ResultSet row) throws SQLException {
        return Attachment.newBuilder()
                .setAttachmentId(row.getString("attachment_id"))
                .setName(row.getString("name"))
                .setMediaType(row.getString("media_type"))
                .setBytes(row.getInt("bytes"))
                .setSha256(row.getString("sha256"))
                .build();
    }
}
