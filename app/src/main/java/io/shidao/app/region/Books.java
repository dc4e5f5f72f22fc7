package io.shidao.app.region;

import com.google.gson.JsonObject;
import io.shidao.testkit.platform.RequestSigner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Under which ids the service knows what the script numbers. Used by one thread. */
final class Books {
    final List<String> prefectures = new ArrayList<>();
    final List<String> institutions = new ArrayList<>();
    final List<Staff.Account> administrators = new ArrayList<>();
    final List<List<Staff.Account>> bureaus = new ArrayList<>();
    final List<List<String>> classrooms = new ArrayList<>();
    final List<List<String>> cameras = new ArrayList<>();
    final Map<Integer, Platform> platforms = new HashMap<>();
    private final Map<Integer, String> subjects = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<Integer, String> classes = new HashMap<>();
    private final Map<Integer, String> sessions = new HashMap<>();
    private final Map<String, Integer> sessionNumbers = new HashMap<>();

    /** A platform and what it signs with. */
    record Platform(String id, RequestSigner signer) {}

    void subject(int person, String id) {
        subjects.put(person, id);
        numbers.put(id, person);
    }

    String subject(int person) {
        return Objects.requireNonNull(subjects.get(person), () -> "person " + person + " is not entered");
    }

    /** Number of the person; −1 for somebody who is not of the script. */
    int person(String subject) {
        return numbers.getOrDefault(subject, -1);
    }

    void trainingClass(int number, String id) {
        classes.put(number, id);
    }

    String trainingClass(int number) {
        return Objects.requireNonNull(classes.get(number), () -> "class " + number + " is not applied for");
    }

    void session(int number, String id) {
        sessions.put(number, id);
        sessionNumbers.put(id, number);
    }

    String session(int number) {
        return Objects.requireNonNull(sessions.get(number), () -> "session " + number + " is not planned");
    }

    /** Number of the session; −1 for one that is not of the script. */
    int session(JsonObject ofSession) {
        return sessionNumbers.getOrDefault(ofSession.get("sessionId").getAsString(), -1);
    }
}
