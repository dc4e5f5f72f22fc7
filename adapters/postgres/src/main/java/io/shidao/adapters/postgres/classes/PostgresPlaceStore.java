package io.shidao.adapters.postgres.classes;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.StoreFailures;
import io.shidao.adapters.postgres.sql.ScopeSql;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.places.PlaceStore;
import io.shidao.proto.api.v1.Classroom;
import io.shidao.proto.api.v1.PlacedCamera;
import io.shidao.proto.api.v1.Site;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** Sites, classrooms and their cameras in PostgreSQL. Thread-safe. */
public final class PostgresPlaceStore implements PlaceStore {
    private final Database database;

    public PostgresPlaceStore(Database database) {
        this.database = database;
    }

    @Override
    public Site addSite(Site site, By by) {
        return database.inTransaction(handle -> {
            int added = handle.createUpdate("""
                            INSERT INTO site (site_id, institution_id, name, address, created_at)
                            VALUES (:id, :institution, :name, :address, :at) ON CONFLICT (institution_id, name) DO NOTHING
                            """)
                    .bind("id", site.getSiteId())
                    .bind("institution", site.getInstitutionId())
                    .bind("name", site.getName())
                    .bind("address", site.getAddress())
                    .bind("at", Sql.time(site.getCreatedAt()))
                    .execute();
            if (added > 0) {
                enter(handle, site.getInstitutionId(), site.getSiteId(), "ADDED", site.getName(), by);
            }
            return handle.createQuery("SELECT * FROM site WHERE institution_id = :institution AND name = :name")
                    .bind("institution", site.getInstitutionId())
                    .bind("name", site.getName())
                    .map((row, context) -> site(row).build())
                    .one();
        });
    }

    @Override
    public Optional<Site> findSite(String id, Scope scope) {
        return database.withHandle(handle -> ScopeSql.bind(
                        handle.createQuery("SELECT * FROM site WHERE site_id = :id AND "
                                + ScopeSql.ofInstitution("site.institution_id")),
                        scope)
                .bind("id", id)
                .map((row, context) -> site(row).build())
                .findOne());
    }

    @Override
    public Change changeSite(Site site, long expectedRevision, By by) {
        return changing(handle -> {
            int changed = handle.createUpdate("""
                            UPDATE site SET name = :name, address = :address, revision = revision + 1
                             WHERE site_id = :id AND (:expected = 0 OR revision = :expected)
                            """)
                    .bind("id", site.getSiteId())
                    .bind("name", site.getName())
                    .bind("address", site.getAddress())
                    .bind("expected", expectedRevision)
                    .execute();
            if (changed > 0) {
                String detail = site.getName() + "; " + site.getAddress();
                enter(handle, site.getInstitutionId(), site.getSiteId(), "CHANGED", detail, by);
            }
            return changed > 0 ? Change.DONE : Change.STALE;
        });
    }

    @Override
    public Page<Site> listSites(Scope scope, @Nullable String institution, PageRequest page) {
        return database.withHandle(handle -> {
            List<Site.Builder> read = ScopeSql.bind(
                            handle.createQuery(
                                    "SELECT * FROM site WHERE " + ScopeSql.ofInstitution("site.institution_id") + """
                               AND (:institution::text IS NULL OR institution_id = :institution)
                               AND (:after::text IS NULL OR site_id > :after)
                             ORDER BY site_id LIMIT :limit
                            """),
                            scope)
                    .bind("institution", institution)
                    .bind("after", page.after())
                    .bind("limit", page.size() + 1)
                    .map((row, context) -> site(row))
                    .list();
            Map<String, Site.Builder> sites = new LinkedHashMap<>();
            read.forEach(site -> sites.put(site.getSiteId(), site));
            for (Classroom classroom : classrooms(handle, List.copyOf(sites.keySet()))) {
                Site.Builder site = sites.get(classroom.getSiteId());
                if (site != null) {
                    site.addClassrooms(classroom);
                }
            }
            return Page.of(sites.values().stream().map(Site.Builder::build).toList(), page, Site::getSiteId);
        });
    }

    private static List<Classroom> classrooms(Handle handle, List<String> sites) {
        Map<String, Classroom.Builder> rooms = new LinkedHashMap<>();
        handle.createQuery("SELECT * FROM classroom WHERE site_id = ANY (:sites) ORDER BY classroom_id")
                .bindArray("sites", String.class, sites)
                .map((row, context) -> classroom(row))
                .forEach(room -> rooms.put(room.getClassroomId(), room));
        handle.createQuery("""
                        SELECT s.source_id, s.name, s.classroom_id FROM source s JOIN classroom r USING (classroom_id)
                         WHERE r.site_id = ANY (:sites) ORDER BY s.source_id
                        """)
                .bindArray("sites", String.class, sites)
                .map((row, context) -> camera(row))
                .forEach(camera -> {
                    Classroom.Builder room = rooms.get(camera.getClassroomId());
                    if (room != null) {
                        room.addCameras(camera);
                    }
                });
        return rooms.values().stream().map(Classroom.Builder::build).toList();
    }

    @Override
    public Classroom addClassroom(Classroom classroom, By by) {
        return database.inTransaction(handle -> {
            int added = handle.createUpdate("""
                            INSERT INTO classroom (classroom_id, site_id, name, capacity, created_at)
                            VALUES (:id, :site, :name, :capacity, :at) ON CONFLICT (site_id, name) DO NOTHING
                            """)
                    .bind("id", classroom.getClassroomId())
                    .bind("site", classroom.getSiteId())
                    .bind("name", classroom.getName())
                    .bind("capacity", classroom.getCapacity())
                    .bind("at", Sql.time(classroom.getCreatedAt()))
                    .execute();
            if (added > 0) {
                String institution = institutionOf(handle, classroom.getSiteId());
                enter(handle, institution, classroom.getClassroomId(), "ADDED", classroom.getName(), by);
            }
            return handle.createQuery("SELECT * FROM classroom WHERE site_id = :site AND name = :name")
                    .bind("site", classroom.getSiteId())
                    .bind("name", classroom.getName())
                    .map((row, context) -> classroom(row).build())
                    .one();
        });
    }

    @Override
    public Optional<Room> findClassroom(String id, Scope scope) {
        return database.withHandle(handle -> ScopeSql.bind(
                        handle.createQuery("""
                        SELECT r.*, s.institution_id FROM classroom r JOIN site s USING (site_id)
                         WHERE r.classroom_id = :id AND
                        """ + ScopeSql.ofInstitution("s.institution_id")), scope)
                .bind("id", id)
                .map((row, context) -> Map.entry(row.getString("institution_id"), classroom(row)))
                .findOne()
                .map(room -> new Room(
                        room.getKey(),
                        room.getValue().addAllCameras(camerasOf(handle, id)).build())));
    }

    private static List<PlacedCamera> camerasOf(Handle handle, String classroom) {
        return handle.createQuery("""
                        SELECT source_id, name, classroom_id FROM source WHERE classroom_id = :id ORDER BY source_id
                        """)
                .bind("id", classroom)
                .map((row, context) -> camera(row))
                .list();
    }

    @Override
    public Change changeClassroom(Classroom classroom, long expectedRevision, By by) {
        return changing(handle -> {
            int changed = handle.createUpdate("""
                            UPDATE classroom SET name = :name, capacity = :capacity, revision = revision + 1
                             WHERE classroom_id = :id AND (:expected = 0 OR revision = :expected)
                            """)
                    .bind("id", classroom.getClassroomId())
                    .bind("name", classroom.getName())
                    .bind("capacity", classroom.getCapacity())
                    .bind("expected", expectedRevision)
                    .execute();
            if (changed > 0) {
                String institution = institutionOf(handle, classroom.getSiteId());
                String detail = classroom.getName() + "; " + classroom.getCapacity();
                enter(handle, institution, classroom.getClassroomId(), "CHANGED", detail, by);
            }
            return changed > 0 ? Change.DONE : Change.STALE;
        });
    }

    private Change changing(Function<Handle, Change> work) {
        try {
            return database.jdbi().inTransaction(work::apply);
        } catch (JdbiException e) {
            if (StoreFailures.isUniqueViolation(e)) {
                return Change.NAME_TAKEN;
            }
            throw StoreFailures.from(e);
        }
    }

    @Override
    public Optional<PlacedCamera> findCamera(String source) {
        return database.withHandle(handle -> handle.createQuery("""
                        SELECT source_id, name, classroom_id FROM source WHERE source_id = :id AND kind = 'CAMERA'
                        """)
                .bind("id", source)
                .map((row, context) -> camera(row))
                .findOne());
    }

    @Override
    public Optional<String> place(String source, @Nullable String classroom, By by) {
        return database.inTransaction(handle -> {
            // the lock that planning takes too: no session comes in between
            String institution = handle.createQuery(
                            "SELECT institution_id FROM source WHERE source_id = :id FOR UPDATE")
                    .bind("id", source)
                    .mapTo(String.class)
                    .one();
            Optional<String> planned = handle.createQuery("""
                            SELECT session_id FROM training_session
                             WHERE source_id = :source AND cancelled_at IS NULL AND ends_at > :now
                               AND classroom_id IS NOT NULL AND classroom_id IS DISTINCT FROM :room::text
                             ORDER BY starts_at LIMIT 1
                            """)
                    .bind("source", source)
                    .bind("now", Sql.time(by.at()))
                    .bind("room", classroom)
                    .mapTo(String.class)
                    .findOne();
            if (planned.isPresent()) {
                return planned;
            }
            int moved = handle.createUpdate("""
                            UPDATE source SET classroom_id = :room::text
                             WHERE source_id = :source AND classroom_id IS DISTINCT FROM :room::text
                            """)
                    .bind("source", source)
                    .bind("room", classroom)
                    .execute();
            if (moved > 0) {
                String what = classroom == null ? "TAKEN_OUT" : "PLACED";
                enter(handle, institution, source, what, classroom == null ? "" : classroom, by);
            }
            return Optional.empty();
        });
    }

    private static String institutionOf(Handle handle, String site) {
        return handle.createQuery("SELECT institution_id FROM site WHERE site_id = :site")
                .bind("site", site)
                .mapTo(String.class)
                .one();
    }

    private static void enter(Handle handle, String institution, String id, String what, String detail, By by) {
        handle.createUpdate("""
                        INSERT INTO place_history (institution_id, object_id, what, detail, at, by_id, by_name, by_role)
                        VALUES (:institution, :id, :what, :detail, :at, :by, :name, :role)
                        """)
                .bind("institution", institution)
                .bind("id", id)
                .bind("what", what)
                .bind("detail", detail)
                .bind("at", Sql.time(by.at()))
                .bind("by", by.caller().id())
                .bind("name", by.caller().name())
                .bind("role", by.caller().role().name())
                .execute();
    }

    private static Site.Builder site(ResultSet row) throws SQLException {
        return Site.newBuilder()
                .setSiteId(row.getString("site_id"))
                .setInstitutionId(row.getString("institution_id"))
                .setName(row.getString("name"))
                .setAddress(row.getString("address"))
                .setRevision(row.getLong("revision"))
                .setCreatedAt(Sql.timestamp(row, "created_at"));
    }

    private static Classroom.Builder classroom(ResultSet row) throws SQLException {
        return Classroom.newBuilder()
                .setClassroomId(row.getString("classroom_id"))
                .setSiteId(row.getString("site_id"))
                .setName(row.getString("name"))
                .setCapacity(row.getInt("capacity"))
                .setRevision(row.getLong("revision"))
                .setCreatedAt(Sql.timestamp(row, "created_at"));
    }

    private static PlacedCamera camera(ResultSet row) throws SQLException {
        return PlacedCamera.newBuilder()
                .setSourceId(row.getString("source_id"))
                .setName(row.getString("name"))
                .setClassroomId(Sql.text(row, "classroom_id"))
                .build();
    }
}
