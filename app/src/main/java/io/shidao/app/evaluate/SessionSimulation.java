package io.shidao.app.evaluate;

import io.shidao.analyzer.calibration.Calibration;
import io.shidao.analyzer.compare.Gallery;
import io.shidao.analyzer.compare.RosterComparison;
import io.shidao.analyzer.decide.DecideConfig;
import io.shidao.analyzer.decide.Decision;
import io.shidao.analyzer.decide.DecisionRule;
import io.shidao.analyzer.decide.Look;
import io.shidao.analyzer.decide.SequentialDecisionRule;
import io.shidao.analyzer.decide.TrackView;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.record.Interval;
import io.shidao.kernel.session.Roster;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Sessions of a class, from the templates on: the analyzer's own comparison and decision rule, fed with looks at
 * labelled people. Everybody keeps the seat, so that what is measured is the decision and not the tracking.
 */
final class SessionSimulation {
    private static final Instant START = Instant.parse("2026-03-02T01:00:00Z");

    private final Population population;
    private final SimulationConfig config;
    private final DecisionRule rule;
    private final RosterComparison comparison;

    SessionSimulation(Population population, SimulationConfig config, DecideConfig decide, Calibration calibration) {
        this.population = population;
        this.config = config;
        this.rule = new SequentialDecisionRule(decide, calibration);
        this.comparison = new RosterComparison(calibration.nonMated());
    }

    /** Runs one session; the same seed gives the same session. */
    SessionOutcome run(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Cast cast = Cast.draw(population, config, random);
        List<SimulatedPerson> room =
                cast.room().stream().map(SimulatedPerson::new).toList();
        play(cast.roster(), room, random);
        return new SessionOutcome(
                1, room.stream().map(person -> person.verdicts().sitting(START)).toList());
    }

    private void play(Roster roster, List<SimulatedPerson> room, SplittableRandom random) {
        Gallery gallery = Gallery.of(roster, rule.calibration().model());
        Set<SubjectId> enrolled = new HashSet<>();
        roster.entries().forEach(e -> enrolled.add(e.subject()));
        Instant end = START.plus(config.length());
        for (Instant at = START; at.isBefore(end); at = at.plus(config.sampling())) {
            boolean news = false;
            for (SimulatedPerson person : room) {
                Look look = person.look(at, comparison, gallery, random);
                if (look != null) {
                    rule.add(person.evidence(), look);
                    news = true;
                }
            }
            if (news) {
                decide(room, enrolled, at);
            }
        }
    }

    private void decide(List<SimulatedPerson> room, Set<SubjectId> enrolled, Instant at) {
        List<TrackView> views = new ArrayList<>();
        List<Interval> seen = List.of(new Interval(START, at));
        for (int i = 0; i < room.size(); i++) {
            if (room.get(i).evidence().looks() > 0) {
                views.add(new TrackView(i, room.get(i).evidence(), seen));
            }
        }
        Map<Long, Decision> decisions = rule.decide(views, enrolled);
        decisions.forEach((id, decision) -> room.get(id.intValue()).decided(decision, at));
    }
}
