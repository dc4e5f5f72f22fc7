package io.shidao.api.enrol;

import com.google.protobuf.ByteString;
import io.shidao.proto.api.v1.LookalikeKind;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Port: the references people are compared with. Templates are sealed for {@code template:<subject>}. Thread-safe. */
public interface ReferenceStore {
    /** A stored reference with the name it stands for. */
    record Stored(String subject, String name, String image, ByteString sealedTemplate) {
        @Override
        public String toString() {
            return "Stored[" + subject + ", redacted]";
        }
    }

    /** A reference to keep. */
    record Fresh(
            String id,
            String subject,
            String model,
            ByteString sealedTemplate,
            String image,
            float faceHeightPixels,
            float sharpness,
            Instant at,
            String by) {
        @Override
        public String toString() {
            return "Fresh[" + id + ", redacted]";
        }
    }

    /**
     * Somebody else who may be taken for the person of a template.
     *
     * @param cosine with the most similar of that person's references
     */
    record Likeness(String subject, String name, LookalikeKind kind, float cosine) {
        @Override
        public String toString() {
            return "Likeness[" + subject + ", " + kind + "]";
        }
    }

    /** Finds whom a template that is about to be kept may be taken for. */
    @FunctionalInterface
    interface Comparison {
        /** @param others references of everybody else in the institution, to be read once */
        List<Likeness> with(Stream<Stored> others);
    }

    /** Finds whom each of several templates that are about to be kept may be taken for. */
    @FunctionalInterface
    interface Comparisons {
        /**
         * @param all references of the institution, the people's own ones among them, to be read once
         * @return for each template its likenesses, in order
         */
        List<List<Likeness>> with(Stream<Stored> all);
    }

    /** The subjects' own references that {@code model} made. */
    List<Stored> listOf(Collection<String> subjects, String model);

    /**
     * Keeps the references with the pairs of look-alikes they make, all of them or none, and raises the revision of every
     * class their subjects are on the roster of. The same picture of the same subject again changes nothing, unless
     * another model made its template.
     *
     * <p>Comparing and keeping is one step, of one call for an institution at a time: two people who are enrolled at the
     * same time do not miss each other.
     *
     * @param references of one model, of people of one institution, of a different one each
     * @return what {@code comparisons} found, for each reference
     */
    List<List<Likeness>> add(List<Fresh> references, Comparisons comparisons);
}
