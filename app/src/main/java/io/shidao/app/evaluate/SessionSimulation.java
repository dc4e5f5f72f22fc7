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

    /** People who have a clip beside the enrolled ones. */
    static List<Population.Person> testable(Population population, int enrolled) {
        return population.people().stream()
                .filter(p -> p.clips().size() > enrolled && !p.unseen(enrolled).isEmpty())
                .toList();
    }

    /** Runs one session; the same seed gives the same session. */
    SessionOutcome run(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Population.Person> testable = Rosters.shuffled(testable(population, config.enrolled()), random);
        List<Population.Person> members =
                new ArrayList<>(testable.subList(0, Math.min(config.roster() - config.substitutes(), testable.size())));
        List<Population.Person> others = Rosters.shuffled(population.people(), random);
        others.removeAll(members);
        int fill = Math.min(config.roster() - members.size(), Math.max(0, others.size() - config.substitutes()));
        List<Population.Person> absentAnyway = others.subList(0, fill);
        List<Population.Person> outsiders = others.subList(fill, others.size());
        List<Population.Person> roster = new ArrayList<>(members);
        roster.addAll(absentAnyway);

        List<SimulatedPerson> room = new ArrayList<>();
        for (Population.Person member : members) {
            if (random.nextDouble() >= config.absentShare()) {
                room.add(new SimulatedPerson(Rosters.id(member), clips(member.unseen(config.enrolled()), random)));
            }
        }
        for (Population.Person outsider : outsiders.subList(0, Math.min(config.substitutes(), outsiders.size()))) {
            room.add(new SimulatedPerson(null, clips(outsider.unseen(0), random)));
        }
        return play(Rosters.of(roster, config.enrolled()), room, random);
    }

    private List<Population.Clip> clips(List<Population.Clip> all, SplittableRandom random) {
        return config.varied() || all.isEmpty() ? all : List.of(all.get(random.nextInt(all.size())));
    }

    private SessionOutcome play(Roster roster, List<SimulatedPerson> room, SplittableRandom random) {
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
        return SessionOutcome.of(room, START);
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
