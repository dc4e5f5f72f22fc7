package io.shidao.adapters.postgres.calibration;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.analyzer.calibration.CalibrationStore;
import io.shidao.analyzer.calibration.SignedCalibration;
import io.shidao.kernel.face.ModelId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Signed calibrations in PostgreSQL. Thread-safe. */
public final class PostgresCalibrationStore implements CalibrationStore {
    private static final String SELECT = """
            SELECT calibration_id, model_id, made_at, made_by, text, signature FROM calibration
            """;
    private static final String NEWEST_FIRST = " ORDER BY made_at DESC, calibration_id DESC";

    private final Database database;

    public PostgresCalibrationStore(Database database) {
        this.database = database;
    }

    @Override
    public void add(SignedCalibration calibration) {
        database.useTransaction(handle -> handle.createUpdate("""
                        INSERT INTO calibration (calibration_id, model_id, made_at, made_by, text, signature)
                        VALUES (:id, :model, :at, :by, :text, :signature)
                        """)
                .bind("id", calibration.id())
                .bind("model", calibration.model().value())
                .bind("at", Sql.time(calibration.madeAt()))
                .bind("by", calibration.madeBy())
                .bind("text", calibration.text())
                .bind("signature", calibration.signature())
                .execute());
    }

    @Override
    public List<SignedCalibration> list() {
        return database.withHandle(handle -> handle.createQuery(SELECT + NEWEST_FIRST)
                .map((row, context) -> calibration(row))
                .list());
    }

    @Override
    public Optional<SignedCalibration> findNewest(ModelId model) {
        return database.withHandle(
                handle -> handle.createQuery(SELECT + " WHERE model_id = :model" + NEWEST_FIRST + " LIMIT 1")
                        .bind("model", model.value())
                        .map((row, context) -> calibration(row))
                        .findOne());
    }

    @Override
    public boolean remove(String id) {
        return database.inTransaction(
                handle -> handle.createUpdate("DELETE FROM calibration WHERE calibration_id = :id")
                                .bind("id", id)
                                .execute()
                        > 0);
    }

    private static SignedCalibration calibration(ResultSet row) throws SQLException {
        return new SignedCalibration(
                row.getString("calibration_id"),
                new ModelId(row.getString("model_id")),
                Sql.instant(row, "made_at"),
                row.getString("made_by"),
                row.getString("text"),
                row.getString("signature"));
    }
}
