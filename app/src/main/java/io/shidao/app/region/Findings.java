package io.shidao.app.region;

import com.google.gson.JsonObject;
import io.shidao.app.client.ApiClient;
import io.shidao.app.client.Json;
import io.shidao.testkit.region.Planted;
import io.shidao.testkit.region.Region;
import io.shidao.testkit.region.SessionScript;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads records and cases through the API and holds them against the script. Used by one thread. */
final class Findings {
    private final Region region;
    private final Books books;
    private int records;
    private final Map<String, Integer> statuses = new TreeMap<>();
    private final List<String> troubles = new ArrayList<>();

    Findings(Region region, Books books) {
        this.region = region;
        this.books = books;
    }

    void read(List<SessionScript> sessions) {
        for (SessionScript session : sessions) {
            ApiClient school = books.administrators
                    .get(region.classes().get(session.trainingClass()).institution())
                    .client();
            String id = books.session(session.number());
            for (JsonObject found : school.list("/v1/sessions/" + id + "/attendance", "records")) {
                records++;
                String status = Json.text(found, "status").replace("ATTENDANCE_STATUS_", "");
                int person = books.person(Json.text(found, "subjectId"));
                String expected =
                        session.expected().getOrDefault(person, List.of()).toString();
                if (session.planted().stream().anyMatch(one -> one.people().contains(person))) {
                    troubles.add(session.number() + " " + found);
                }
                statuses.merge(session.kind() + " " + expected + " -> " + status, 1, Integer::sum);
            }
            List<String> kinds = new ArrayList<>();
            for (JsonObject anomaly : school.listAll("/v1/anomalies?session_id=" + id, "anomalies")) {
                kinds.add(Json.text(anomaly, "kind").replace("ANOMALY_KIND_", "")
                        + anomaly.get("numbers")
                        + Json.text(anomaly, "updatedAt")
                        + Json.texts(anomaly, "subjectIds").stream()
                                .map(books::person)
                                .toList());
            }
            List<String> planted = session.planted().stream()
                    .map((Planted one) -> one.kind() + new ArrayList<>(one.people()).toString())
                    .toList();
            troubles.add(session.number() + " " + session.kind() + " planted " + planted + " found " + kinds);
        }
    }

    boolean print(PrintStream out, Player player, double seconds) {
        troubles.forEach(out::println);
        statuses.forEach((what, count) -> out.println(count + " " + what));
        out.printf(
                "region: PASS sessions=%d samples=%d snapshots=%d records=%d seconds=%.0f%n",
                region.sessions().size(), player.samples(), player.snapshots(), records, seconds);
        return records > 0;
    }
}
