package io.shidao.api.teachers;

import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.proto.api.v1.CountTeachingResponse;
import io.shidao.proto.api.v1.Engagement;
import io.shidao.proto.api.v1.Teacher;
import io.shidao.wire.Caller;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Port: the register of teachers. Every change has an entry in the history. Thread-safe. */
public interface TeacherStore {
    /** Who changes something, when, why, and which day it is there. */
    record By(Caller caller, Instant at, LocalDate today, String reason) {}

    /**
     * A certificate as it is kept.
     *
     * @param hash keyed, of name and number
     */
    record Certificate(String name, String hash, String masked) {}

    /** A span of days, both included; until null for until further notice. */
    record Span(LocalDate from, @Nullable LocalDate until) {}

    /** Somebody to enter. */
    record Fresh(
            String subject,
            String institution,
            String idNumberHash,
            String maskedIdNumber,
            String title,
            List<String> trades,
            List<Certificate> certificates,
            Span engaged) {
        public Fresh {
            trades = List.copyOf(trades);
            certificates = List.copyOf(certificates);
        }

        @Override
        public String toString() {
            return "Fresh[" + subject + ", redacted]";
        }
    }

    /** What became of a change. */
    enum Change {
        DONE,
        /** The register has a person with this ID number. */
        KNOWN,
        /** The subject was entered with another ID number. */
        OTHER_PERSON,
        /** Another teacher has this certificate. */
        CERTIFICATE_TAKEN,
        /** Another revision than expected. */
        STALE,
        /** The institution engages the teacher on some of these days already. */
        OVERLAPS
    }

    /** Enters the teacher, and engages them for the institution, as one change. The same again changes nothing. */
    Change enrol(Fresh fresh, By by);

    Optional<String> findByIdNumber(String hash);

    /**
     * Anybody of the register, with the engagements within the scope.
     *
     * @param today the institutions out of scope that engage the teacher on this day are counted
     */
    Optional<Teacher> find(String id, Scope scope, LocalDate today);

    /**
     * Who is, was or will be engaged within the scope; in the region's everybody. Ordered by id.
     *
     * @param institution only who is, was or will be engaged by it; null for all
     * @param search part of a name or trade; empty for all
     */
    Page<Teacher> list(Scope scope, @Nullable String institution, String search, LocalDate today, PageRequest page);

    Change change(String id, long expectedRevision, String title, List<String> trades, List<Certificate> added, By by);

    Change engage(String id, String institution, Span span, By by);

    Optional<Engagement> findEngagement(String id, Scope scope);

    Change endEngagement(Engagement engagement, long expectedRevision, LocalDate until, By by);

    /**
     * Sessions and class-hours that are planned or were held, by teacher and institution.
     *
     * @param teacher only this one; null for all
     */
    Page<CountTeachingResponse.Row> count(
            Scope scope, Span span, ZoneId zone, @Nullable String teacher, int leastInstitutions, PageRequest page);
}
