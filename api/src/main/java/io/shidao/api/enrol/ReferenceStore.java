package io.shidao.api.enrol;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.List;

/** Port: the references people are compared with. Templates are sealed for {@code template:<subject>}. Thread-safe. */
public interface ReferenceStore {
    /** A stored reference with the name it stands for. */
    record Stored(String subject, String name, ByteString sealedTemplate) {
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

    /** The subject's own references that {@code model} made. */
    List<Stored> listOf(String subject, String model);

    /** The references that {@code model} made of everybody else in the institution, up to {@code limit}. */
    List<Stored> listOfOthers(String institution, String subject, String model, int limit);

    /**
     * Keeps the reference and raises the revision of every class the subject is on the roster of. The same picture of
     * the same subject again changes nothing.
     */
    void add(Fresh reference);
}
