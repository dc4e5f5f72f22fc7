package io.shidao.app.evaluate.attack;

import io.shidao.app.evaluate.figure.Proportion;
import java.util.ArrayList;
import java.util.List;

/** The presentations of one kind and size. Not thread-safe. */
final class Tally {
    private final List<Double> scores = new ArrayList<>();
    private int noResponse;

    void score(double mean) {
        scores.add(mean);
    }

    /** No face was found in any look (ISO/IEC 30107-3: non-response). */
    void noResponse() {
        noResponse++;
    }

    void addAll(Tally other) {
        scores.addAll(other.scores);
        noResponse += other.noResponse;
    }

    int presentations() {
        return scores.size() + noResponse;
    }

    int nonResponses() {
        return noResponse;
    }

    /** Of those with a response, called an attack. */
    Proportion attacks(double threshold) {
        return new Proportion((int) scores.stream().filter(s -> s >= threshold).count(), scores.size());
    }

    /** Of those with a response, called bona fide. */
    Proportion bonaFide(double threshold) {
        return new Proportion((int) scores.stream().filter(s -> s < threshold).count(), scores.size());
    }

    double median() {
        List<Double> sorted = scores.stream().sorted().toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
    }

    /** Threshold that calls at most this share of these presentations an attack. */
    double thresholdFor(double share) {
        List<Double> sorted = scores.stream().sorted().toList();
        int index = sorted.size() - 1 - (int) Math.floor(share * sorted.size());
        return index < 0 ? 1 : Math.nextUp(sorted.get(index));
    }
}
