package io.shidao.adapters.postgres.spotcheck;

import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.spotcheck.proof.Beacon;
import io.shidao.api.spotcheck.proof.Commitment;
import io.shidao.api.spotcheck.proof.RiskRule;
import io.shidao.proto.api.v1.RiskFactor;
import io.shidao.proto.api.v1.RiskFactorKind;
import io.shidao.proto.api.v1.Role;
import io.shidao.proto.api.v1.SpotBeacon;
import io.shidao.proto.api.v1.SpotBeaconKind;
import io.shidao.proto.api.v1.SpotCandidate;
import io.shidao.proto.api.v1.SpotCheck;
import io.shidao.proto.api.v1.SpotDraw;
import io.shidao.proto.api.v1.SpotDrawState;
import io.shidao.proto.api.v1.SpotEvent;
import io.shidao.proto.api.v1.SpotOutcome;
import io.shidao.proto.api.v1.SpotWay;
import io.shidao.wire.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** Rows as the API's messages and as what a proof is made of. */
final class SpotRows {
    private SpotRows() {}

    static SpotDraw draw(ResultSet row) throws SQLException {
        SpotDraw.Builder draw = SpotDraw.newBuilder()
                .setDrawId(row.getString("draw_id"))
                .setNumber(row.getLong("number"))
                .setTitle(row.getString("title"))
                .setPrefectureId(Sql.text(row, "prefecture_id"))
                .setPrefecture(Sql.text(row, "prefecture"))
                .setFrom(Sql.timestamp(row, "from_at"))
                .setTo(Sql.timestamp(row, "to_at"))
                .setDrawAt(Sql.timestamp(row, "draw_at"))
                .setCount(row.getInt("count"))
                .setState(SpotDrawState.valueOf("SPOT_DRAW_STATE_" + row.getString("state")))
                .setBeacon(SpotBeacon.newBuilder()
                        .setKind(SpotBeaconKind.valueOf("SPOT_BEACON_KIND_" + row.getString("beacon")))
                        .setName(row.getString("beacon_name"))
                        .setRound(row.getLong("beacon_round")))
                .setRule(row.getString("rule"))
                .setSeedSha256(row.getString("seed_sha256"))
                .setPopulationSha256(row.getString("population_sha256"))
                .setCommitmentSha256(row.getString("commitment_sha256"))
                .setPreviousSha256(row.getString("previous_sha256"))
                .setPopulation(row.getInt("population"))
                .setPlannedAt(Sql.timestamp(row, "planned_at"))
                .setPlannedById(row.getString("planned_by"))
                .setPlannedByName(row.getString("planned_by_name"))
                .setRevision(row.getLong("revision"))
                .setSeed(Sql.text(row, "seed"))
                .setValue(row.getString("value"))
                .setSignature(row.getString("signature"))
                .setEndedByName(row.getString("ended_by_name"))
                .setCancelReason(row.getString("cancel_reason"))
                .setChecksRecorded(row.getInt("recorded"));
        Instant ended = Sql.nullableInstant(row, "ended_at");
        if (ended != null) {
            draw.setEndedAt(Times.timestamp(ended));
        }
        return draw.build();
    }

    static Commitment commitment(ResultSet row) throws SQLException {
        return new Commitment(
                row.getString("draw_id"),
                row.getLong("number"),
                row.getString("previous_sha256"),
                row.getString("title"),
                Sql.text(row, "prefecture_id"),
                Sql.instant(row, "from_at"),
                Sql.instant(row, "to_at"),
                Sql.instant(row, "draw_at"),
                row.getInt("count"),
                row.getString("rule"),
                new Beacon(
                        Beacon.Kind.valueOf(row.getString("beacon")),
                        row.getString("beacon_name"),
                        row.getLong("beacon_round")),
                row.getString("seed_sha256"),
                row.getString("population_sha256"),
                row.getInt("population"),
                Sql.instant(row, "planned_at"),
                row.getString("planned_by"));
    }

    static SpotCandidate candidate(ResultSet row) throws SQLException {
        SpotCandidate.Builder candidate = SpotCandidate.newBuilder()
                .setSessionId(row.getString("session_id"))
                .setClassId(row.getString("class_id"))
                .setClassName(Sql.text(row, "class_name"))
                .setInstitutionId(row.getString("institution_id"))
                .setInstitutionName(Sql.text(row, "institution_name"))
                .setStartsAt(Sql.timestamp(row, "starts_at"))
                .setLots(row.getInt("lots"));
        for (RiskRule.Factor factor : RiskRule.factors(Population.risk(row))) {
            candidate.addFactors(RiskFactor.newBuilder()
                    .setKind(RiskFactorKind.valueOf("RISK_FACTOR_KIND_" + factor.kind()))
                    .setFigure(factor.figure())
                    .setLots(factor.lots()));
        }
        return candidate.build();
    }

    static SpotCheck check(ResultSet row) throws SQLException {
        SpotCheck.Builder check = SpotCheck.newBuilder()
                .setCheckId(row.getString("check_id"))
                .setDrawId(row.getString("draw_id"))
                .setDrawNumber(row.getLong("number"))
                .setPlace(row.getInt("place"))
                .setLots(row.getInt("lots"))
                .setSessionId(row.getString("session_id"))
                .setClassId(row.getString("class_id"))
                .setClassName(Sql.text(row, "class_name"))
                .setInstitutionId(row.getString("institution_id"))
                .setInstitutionName(Sql.text(row, "institution_name"))
                .setStartsAt(Sql.timestamp(row, "session_starts_at"))
                .setEndsAt(Sql.timestamp(row, "session_ends_at"))
                .setSessionCancelled(row.getBoolean("session_cancelled"))
                .setCounted(row.getInt("counted"))
                .setNote(row.getString("note"))
                .setRecordedByName(row.getString("recorded_by_name"))
                .setRevision(row.getLong("revision"));
        String outcome = row.getString("outcome");
        if (outcome != null) {
            check.setOutcome(SpotOutcome.valueOf("SPOT_OUTCOME_" + outcome))
                    .setRecordedAt(Sql.timestamp(row, "recorded_at"));
        }
        String way = row.getString("way");
        if (way != null) {
            check.setWay(SpotWay.valueOf("SPOT_WAY_" + way));
        }
        return check.build();
    }

    static SpotEvent event(ResultSet row) throws SQLException {
        return SpotEvent.newBuilder()
                .setAt(Sql.timestamp(row, "at"))
                .setActorName(row.getString("actor_name"))
                .setActorRole(Role.valueOf(row.getString("actor_role")))
                .setAct(row.getString("act"))
                .setCheckId(row.getString("check_id"))
                .setDetail(row.getString("detail"))
                .build();
    }
}
