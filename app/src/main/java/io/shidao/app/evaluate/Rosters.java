package io.shidao.app.evaluate;

import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.session.BiometricReference;
import io.shidao.kernel.session.Roster;
import io.shidao.kernel.session.RosterEntry;
import io.shidao.kernel.session.SubjectRole;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Rosters of labelled people. */
final class Rosters {
    private static final Sha256 NO_IMAGE = Sha256.of(new byte[0]);

    private Rosters() {}

    static SubjectId id(Population.Person person) {
        return new SubjectId(person.name());
    }

    /** The person and others at random. */
    static List<Population.Person> with(
            Population.Person person, Population population, int size, SplittableRandom random) {
        List<Population.Person> others = shuffled(population.people(), random);
        others.remove(person);
        List<Population.Person> members = new ArrayList<>(others.subList(0, Math.min(size - 1, others.size())));
        members.add(person);
        return members;
    }

    static List<Population.Person> shuffled(List<Population.Person> people, SplittableRandom random) {
        List<Population.Person> shuffled = new ArrayList<>(people);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            java.util.Collections.swap(shuffled, i, random.nextInt(i + 1));
        }
        return shuffled;
    }

    /** Enrolled from their first clips; those with fewer clips from what they have. */
    static Roster of(List<Population.Person> members, int clipsEnrolled) {
        return new Roster(members.stream().map(m -> entry(m, clipsEnrolled)).toList());
    }

    private static RosterEntry entry(Population.Person person, int clipsEnrolled) {
        List<BiometricReference> references = new ArrayList<>();
        for (FaceTemplate template : person.enrolment(clipsEnrolled)) {
            references.add(new BiometricReference(person.name() + "-" + references.size(), template, NO_IMAGE));
        }
        return new RosterEntry(id(person), SubjectRole.TRAINEE, references, null);
    }
}
