package io.shidao.analyzer.decide;

import io.shidao.analyzer.assign.OptimalAssignment;
import io.shidao.analyzer.time.Intervals;
import io.shidao.kernel.id.SubjectId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Who is who in the whole room: the assignment of members to tracks that is likeliest altogether. A member is given to
 * several tracks only when no two of them were seen at the same time (the person has changed the seat); a track may go
 * without a member (an outsider), a member without a track (absent).
 */
final class RosterAssignment {
    private RosterAssignment() {}

    /** Members by track id; tracks that are likelier an outsider than any member left for them are missing. */
    static Map<Long, SubjectId> of(List<TrackOdds> tracks) {
        TreeSet<SubjectId> subjects = new TreeSet<>(Comparator.comparing(SubjectId::value));
        tracks.forEach(track -> subjects.addAll(track.odds().possible()));
        List<SubjectId> columns = List.copyOf(subjects);
        Map<Long, SubjectId> assigned = new HashMap<>();
        List<TrackOdds> left = new ArrayList<>(tracks);
        // each round gives every member to at most one further track
        for (boolean found = true; found && !left.isEmpty(); ) {
            int[] answer = OptimalAssignment.solve(costs(left, columns, holders(tracks, assigned)), 0);
            found = false;
            List<TrackOdds> next = new ArrayList<>();
            for (int i = 0; i < left.size(); i++) {
                if (answer[i] >= 0) {
                    assigned.put(left.get(i).track().id(), columns.get(answer[i]));
                    found = true;
                } else {
                    next.add(left.get(i));
                }
            }
            left = next;
        }
        return assigned;
    }

    /** The tracks that each member was given so far. */
    private static Map<SubjectId, List<TrackOdds>> holders(List<TrackOdds> tracks, Map<Long, SubjectId> assigned) {
        Map<SubjectId, List<TrackOdds>> holders = new HashMap<>();
        for (TrackOdds track : assigned.isEmpty() ? List.<TrackOdds>of() : tracks) {
            SubjectId subject = assigned.get(track.track().id());
            if (subject != null) {
                holders.computeIfAbsent(subject, s -> new ArrayList<>()).add(track);
            }
        }
        return holders;
    }

    private static double[][] costs(
            List<TrackOdds> rows, List<SubjectId> columns, Map<SubjectId, List<TrackOdds>> holders) {
        double[][] costs = new double[rows.size()][columns.size()];
        for (int j = 0; j < columns.size(); j++) {
            SubjectId column = columns.get(j);
            List<TrackOdds> taken = holders.getOrDefault(column, List.of());
            for (int i = 0; i < rows.size(); i++) {
                costs[i][j] = isTaken(rows.get(i), taken)
                        ? Double.POSITIVE_INFINITY
                        : -rows.get(i).odds().againstOutsider(column);
            }
        }
        return costs;
    }

    private static boolean isTaken(TrackOdds track, List<TrackOdds> holders) {
        return holders.stream()
                .anyMatch(other ->
                        Intervals.touch(track.track().seen(), other.track().seen()));
    }
}
