package io.shidao.app.evaluate;

import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.session.Roster;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Who takes part in a session.
 *
 * @param roster of the class
 * @param room who sits there
 */
record Cast(Roster roster, List<Role> room) {
    /**
     * Somebody in the room.
     *
     * @param self the member who this is; null for an outsider
     * @param clips that the looks come from
     */
    record Role(Population.Person person, @Nullable SubjectId self, List<Population.Clip> clips) {
        boolean isHonest() {
            return self != null;
        }

        String clipDigits() {
            StringBuilder digits = new StringBuilder();
            clips.forEach(clip -> digits.append(clip.digit()));
            return digits.toString();
        }
    }

    /** People who have a clip beside the enrolled ones. */
    static List<Population.Person> testable(Population population, int enrolled) {
        return population.people().stream()
                .filter(p -> p.clips().size() > enrolled && !p.unseen(enrolled).isEmpty())
                .toList();
    }

    /** Members who can be tested come, those who cannot fill up the roster; outsiders are whoever is left. */
    static Cast draw(Population population, SimulationConfig config, SplittableRandom random) {
        List<Population.Person> testable = Rosters.shuffled(testable(population, config.enrolled()), random);
        List<Population.Person> members =
                new ArrayList<>(testable.subList(0, Math.min(config.roster() - config.substitutes(), testable.size())));
        List<Population.Person> others = Rosters.shuffled(population.people(), random);
        others.removeAll(members);
        int fill = Math.min(config.roster() - members.size(), Math.max(0, others.size() - config.substitutes()));
        List<Population.Person> outsiders = others.subList(fill, others.size());
        List<Population.Person> roster = new ArrayList<>(members);
        roster.addAll(others.subList(0, fill));

        List<Role> room = new ArrayList<>();
        for (Population.Person member : members) {
            if (random.nextDouble() >= config.absentShare()) {
                room.add(new Role(member, Rosters.id(member), clips(member.unseen(config.enrolled()), config, random)));
            }
        }
        for (Population.Person outsider : outsiders.subList(0, Math.min(config.substitutes(), outsiders.size()))) {
            List<Population.Clip> clips = clips(outsider.unseen(0), config, random);
            if (!clips.isEmpty()) {
                room.add(new Role(outsider, null, clips));
            }
        }
        return new Cast(Rosters.of(roster, config.enrolled()), room);
    }

    private static List<Population.Clip> clips(
            List<Population.Clip> all, SimulationConfig config, SplittableRandom random) {
        return config.varied() || all.isEmpty() ? all : List.of(all.get(random.nextInt(all.size())));
    }
}
