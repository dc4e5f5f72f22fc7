package io.shidao.adapters.postgres.people;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.util.Timestamps;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.people.PeopleConfig;
import io.shidao.proto.api.v1.KeptData;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What is left of requests for erasure, and how it is written down. For use within a transaction. */
final class ErasureRequests {
    private ErasureRequests() {}

    /** Tries again what was kept; whether nothing is any more. */
    static boolean goOn(Handle handle, String request, PeopleConfig rules, Instant now) {
        String subject = handle.createQuery("""
                        SELECT subject_id FROM data_request
                         WHERE data_request_id = :id AND state = 'PARTLY' FOR UPDATE
                        """)
                .bind("id", request)
                .mapTo(String.class)
                .findOne()
                .orElse("");
        if (subject.isEmpty()) {
            return false;
        }
        SubjectErasure.lock(handle, subject);
        List<KeptData> kept = SubjectErasure.kept(handle, subject, rules, now);
        if (kept.isEmpty()) {
            SubjectErasure.takeName(handle, subject, now);
            handle.createUpdate("""
                            INSERT INTO data_request_event (data_request_id, revision, what, detail, at, by_id, by_name,
                                                            by_role)
                            SELECT data_request_id, revision + 1, 'DONE', '', :now::timestamptz, '', '', ''
                              FROM data_request WHERE data_request_id = :id
                            """)
                    .bind("id", request)
                    .bind("now", Sql.time(now))
                    .execute();
        }
        handle.createUpdate("""
                        UPDATE data_request
                           SET kept = :kept::jsonb, looked_at = :now::timestamptz,
                               state = CASE WHEN :done THEN 'DONE' ELSE state END,
                               revision = revision + CASE WHEN :done THEN 1 ELSE 0 END
                         WHERE data_request_id = :id
                        """)
                .bind("kept", json(kept))
                .bind("done", kept.isEmpty())
                .bind("now", Sql.time(now))
                .bind("id", request)
                .execute();
        return kept.isEmpty();
    }

    static String json(List<KeptData> kept) {
        JsonArray all = new JsonArray();
        for (KeptData one : kept) {
            JsonObject json = new JsonObject();
            json.addProperty("kind", one.getKind());
            json.addProperty("count", one.getCount());
            json.addProperty("en", one.getReasonEn());
            json.addProperty("zh", one.getReasonZh());
            if (one.hasUntil()) {
                json.addProperty("until", Timestamps.toString(one.getUntil()));
            }
            all.add(json);
        }
        return all.toString();
    }

    static List<KeptData> kept(String text) {
        List<KeptData> all = new ArrayList<>();
        for (JsonElement element : JsonParser.parseString(text).getAsJsonArray()) {
            JsonObject json = element.getAsJsonObject();
            KeptData.Builder one = KeptData.newBuilder()
                    .setKind(json.get("kind").getAsString())
                    .setCount(json.get("count").getAsLong())
                    .setReasonEn(json.get("en").getAsString())
                    .setReasonZh(json.get("zh").getAsString());
            if (json.has("until")) {
                try {
                    one.setUntil(Timestamps.parse(json.get("until").getAsString()));
                } catch (ParseException e) {
                    throw new IllegalStateException("data_request.kept: a time that we did not write", e);
                }
            }
            all.add(one.build());
        }
        return all;
    }
}
