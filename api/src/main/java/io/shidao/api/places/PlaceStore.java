package io.shidao.api.places;

import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.proto.api.v1.Classroom;
import io.shidao.proto.api.v1.PlacedCamera;
import io.shidao.proto.api.v1.Site;
import io.shidao.wire.Caller;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Port: sites, classrooms, and which camera hangs where. Every change has an entry in the history. Thread-safe. */
public interface PlaceStore {
    /** Who changes something, and when. */
    record By(Caller caller, Instant at) {}

    /** What became of a change. */
    enum Change {
        DONE,
        /** Another revision than expected. */
        STALE,
        /** Another one has the name. */
        NAME_TAKEN
    }

    /** A classroom with the institution it belongs to. */
    record Room(String institution, Classroom classroom) {}

    /** The one with this name: the one given when there was none before. */
    Site addSite(Site site, By by);

    /** Without classrooms. */
    Optional<Site> findSite(String id, Scope scope);

    Change changeSite(Site site, long expectedRevision, By by);

    /**
     * With classrooms and cameras; ordered by id.
     *
     * @param institution the only one; null for all within the scope
     */
    Page<Site> listSites(Scope scope, @Nullable String institution, PageRequest page);

    /** The one with this name: the one given when there was none before. */
    Classroom addClassroom(Classroom classroom, By by);

    /** With its cameras. */
    Optional<Room> findClassroom(String id, Scope scope);

    Change changeClassroom(Classroom classroom, long expectedRevision, By by);

    Optional<PlacedCamera> findCamera(String source);

    /**
     * Hangs a camera into a classroom, or takes it down.
     *
     * @return a session to come before this camera in another classroom; then nothing was changed
     */
    Optional<String> place(String source, @Nullable String classroom, By by);
}
