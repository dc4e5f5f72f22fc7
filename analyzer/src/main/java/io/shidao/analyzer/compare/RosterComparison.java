package io.shidao.analyzer.compare;

import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.session.BiometricReference;
import io.shidao.kernel.session.Roster;
import io.shidao.kernel.session.RosterEntry;
import java.util.ArrayList;
import java.util.List;

/** Compares a probe with everybody on the roster, and with nobody else. Thread-safe. */
public final class RosterComparison {
    private final CompareConfig config;

    public RosterComparison(CompareConfig config) {
        this.config = config;
    }

    /** References made by another model than the probe's are passed over. */
    public CandidateList compare(FaceTemplate probe, Roster roster) {
        List<RosterEntry> members = new ArrayList<>();
        List<Double> cosines = new ArrayList<>();
        for (RosterEntry entry : roster.entries()) {
            double best = bestCosine(probe, entry);
            if (!Double.isNaN(best)) {
                members.add(entry);
                cosines.add(best);
            }
        }
        return normalised(members, cosines);
    }

    private static double bestCosine(FaceTemplate probe, RosterEntry entry) {
        double best = Double.NaN;
        for (BiometricReference reference : entry.references()) {
            if (reference.template().model().equals(probe.model())) {
                double cosine = probe.cosine(reference.template());
                best = Double.isNaN(best) ? cosine : Math.max(best, cosine);
            }
        }
        return best;
    }

    private CandidateList normalised(List<RosterEntry> members, List<Double> cosines) {
        double sum = cosines.stream().mapToDouble(c -> c).sum();
        double squares = cosines.stream().mapToDouble(c -> c * c).sum();
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            double own = cosines.get(i);
            double z = normalise(own, sum - own, squares - own * own, members.size() - 1);
            candidates.add(new Candidate(members.get(i).subject(), own, z));
        }
        return new CandidateList(candidates);
    }

    /** Sums over the others only, with the assumed members added. */
    private double normalise(double cosine, double sum, double squares, int others) {
        double m0 = config.assumedMean();
        double s0 = config.assumedDeviation();
        double n = others + config.assumedMembers();
        double mean = (sum + config.assumedMembers() * m0) / n;
        double square = (squares + config.assumedMembers() * (s0 * s0 + m0 * m0)) / n;
        double deviation = Math.sqrt(Math.max(0, square - mean * mean));
        return (cosine - mean) / Math.max(deviation, config.leastDeviation());
    }
}
