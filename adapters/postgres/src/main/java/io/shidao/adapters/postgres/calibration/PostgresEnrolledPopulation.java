package io.shidao.adapters.postgres.calibration;

import io.shidao.adapters.postgres.Database;
import io.shidao.analyzer.calibrate.EnrolledPopulation;
import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.face.ModelId;
import io.shidao.kernel.id.InstitutionId;
import io.shidao.kernel.store.DataKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Enrolled people in PostgreSQL; opens their sealed templates. Thread-safe. */
public final class PostgresEnrolledPopulation implements EnrolledPopulation {
    private static final String REFERENCES = """
            WITH drawn AS (
                SELECT s.subject_id, s.institution_id
                  FROM subject s
                 WHERE EXISTS (SELECT 1 FROM biometric_reference r
                                WHERE r.subject_id = s.subject_id AND r.model_id = :model)
                   AND NOT EXISTS (SELECT 1 FROM lookalike l
                                    WHERE l.subject_b = s.subject_id AND l.kind = 'DUPLICATE'
                                      AND l.resolved_at IS NULL)
                 ORDER BY md5(s.subject_id) LIMIT :most)
            SELECT d.institution_id, d.subject_id, r.sealed_template
              FROM drawn d JOIN biometric_reference r USING (subject_id)
             WHERE r.model_id = :model
             ORDER BY d.institution_id, d.subject_id, r.reference_id
            """;

    private final Database database;
    private final DataKey key;

    public PostgresEnrolledPopulation(Database database, DataKey key) {
        this.database = database;
        this.key = key;
    }

    @Override
    public List<Institution> read(ModelId model, int mostPeople) {
        Map<String, Map<String, List<FaceTemplate>>> institutions = new LinkedHashMap<>();
        database.withHandle(handle -> handle.createQuery(REFERENCES)
                .bind("model", model.value())
                .bind("most", mostPeople)
                .map((row, context) -> institutions
                        .computeIfAbsent(row.getString("institution_id"), i -> new LinkedHashMap<>())
                        .computeIfAbsent(row.getString("subject_id"), s -> new ArrayList<>())
                        .add(template(row, model)))
                .list());
        return institutions.entrySet().stream()
                .map(i -> new Institution(
                        new InstitutionId(i.getKey()),
                        i.getValue().values().stream().map(Person::new).toList()))
                .toList();
    }

    private FaceTemplate template(ResultSet row, ModelId model) throws SQLException {
        return FaceTemplate.fromBytes(
                model, key.open(row.getBytes("sealed_template"), "template:" + row.getString("subject_id")));
    }
}
