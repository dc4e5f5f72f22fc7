package io.shidao.analyzer.track;

import io.shidao.analyzer.assign.OptimalAssignment;
import io.shidao.kernel.face.Box;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Faces of one sample against the places of the tracks. Costs are in face heights: the distance from where the track was
 * last seen, plus the logarithm of the ratio of sizes. Not from where it should have moved to: seconds lie between two
 * samples, and who sways about a place is further from the prolonged movement than from the last place (ADR 15).
 */
final class Places {
    /** So much worse, in face heights, is a track that has not been seen for a while than one that has. */
    private static final double STALE = 0.5;
    /** An answer less than this cheaper than the next one is doubtful, in face heights for each face concerned. */
    private static final double DOUBTFUL = 0.8;

    private final double[][] cost;
    private final boolean[] stale;
    private final double unassigned;
    private final int[] assigned;

    Places(List<Box> faces, List<Track> tracks, Instant at, Duration gap, TrackConfig config) {
        stale = new boolean[tracks.size()];
        for (int t = 0; t < stale.length; t++) {
            stale[t] = tracks.get(t).seen().last().isBefore(at.minus(gap));
        }
        unassigned = config.reach() + Math.log(config.sizeRatio()) + STALE;
        cost = new double[faces.size()][tracks.size()];
        for (int f = 0; f < cost.length; f++) {
            for (int t = 0; t < stale.length; t++) {
                cost[f][t] = isNear(faces.get(f), tracks.get(t).box(), config)
                        ? cost(faces.get(f), tracks.get(t).box()) + (stale[t] ? STALE : 0)
                        : Double.POSITIVE_INFINITY;
            }
        }
        assigned = OptimalAssignment.solve(cost, unassigned);
    }

    private static double cost(Box face, Box track) {
        return distance(face, track) + Math.log(ratio(face, track));
    }

    /** Index of the face's track, or {@link OptimalAssignment#NONE}. */
    int trackOf(int face) {
        return assigned[face];
    }

    /** Whether another track, seen as lately, would do nearly as well for the face. */
    boolean isDoubtful(int face) {
        return IntStream.range(0, stale.length).anyMatch(t -> isRival(face, t));
    }

    /** Whether the track would do nearly as well for the face as the one that it has. */
    boolean isRival(int face, int track) {
        int own = assigned[face];
        return own != OptimalAssignment.NONE
                && own != track
                && !stale[track]
                && costOfExchange(face, own, track) < DOUBTFUL;
    }

    /** For each of the faces that would change their track. */
    private double costOfExchange(int face, int own, int track) {
        double more = cost[face][track] - cost[face][own];
        for (int other = 0; other < assigned.length; other++) {
            if (assigned[other] == track) {
                return (more + Math.min(cost[other][own], unassigned) - cost[other][track]) / 2;
            }
        }
        return more;
    }

    static boolean isNear(Box face, Box track, TrackConfig config) {
        return distance(face, track) <= config.reach() && ratio(face, track) <= config.sizeRatio();
    }

    /** In face heights. */
    static double distance(Box a, Box b) {
        return Math.hypot(a.centreX() - b.centreX(), a.centreY() - b.centreY()) / ((a.height() + b.height()) / 2);
    }

    private static double ratio(Box a, Box b) {
        return Math.max(a.height(), b.height()) / Math.min(a.height(), b.height());
    }

    /** Indices of the boxes in an order that does not depend on theirs. */
    static int[] order(List<Box> boxes) {
        return IntStream.range(0, boxes.size())
                .boxed()
                .sorted(Comparator.comparing(
                        boxes::get,
                        Comparator.comparingDouble(Box::x)
                                .thenComparingDouble(Box::y)
                                .thenComparingDouble(Box::width)
                                .thenComparingDouble(Box::height)))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
