package io.shidao.analyzer.calibrate;

import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.face.ModelId;
import io.shidao.kernel.id.InstitutionId;
import java.util.List;

/** Port: the people who are enrolled at this installation, opened for measuring. Thread-safe. */
public interface EnrolledPopulation {
    /**
     * Everybody with references of the model, by institution. The second of two people who were reported as one person
     * enrolled twice, and nobody has decided about, is left out: such a pair is no comparison of different people.
     *
     * @param mostPeople of all institutions together; beyond that, a draw that is always the same
     */
    List<Institution> read(ModelId model, int mostPeople);

    /** One institution's people: rosters are drawn from it. */
    record Institution(InstitutionId id, List<Person> people) {
        public Institution {
            people = List.copyOf(people);
        }
    }

    /**
     * One enrolled person, who needs no name here.
     *
     * @param references of one model, at least one
     */
    record Person(List<FaceTemplate> references) {
        public Person {
            references = List.copyOf(references);
        }
    }
}
