package io.shidao.adapters.postgres.access;

import io.shidao.adapters.postgres.Database;
import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.face.ModelId;
import io.shidao.kernel.media.Payload;
import io.shidao.proto.api.v1.Role;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * A small region with something of every kind in each of three institutions: {@code own}, {@code near} in the same
 * prefecture, {@code far} in another; and somebody of each role, bound to {@code own} where a role is bound.
 */
final class Region {
    final ApiWorld world;
    private final String spareAccount;
    final Things own;
    final Things near;
    final Things far;
    private final List<Caller> callers = new ArrayList<>();

    /** What an institution has. */
    record Things(
            ApiWorld.Institution institution,
            String prefecture,
            String account,
            String platformSession,
            String anomaly,
            String attachment,
            String rollCall,
            String lookalike,
            String image,
            String captured,
            String reference,
            String watch,
            String look,
            String site,
            String classroom,
            String teacher,
            String engagement,
            String photoImport,
            String statement,
            String assignment,
            String entry,
            String spotDraw,
            String spotCheck,
            String dataRequest) {}

    /** Somebody who tries, without a role when the credential is worth nothing. */
    record Caller(Role role, String credential, String username) {}

    Region(ApiWorld world, Database database) {
        this.world = world;
        this.spareAccount = world.supervisor()
                .post("/v1/accounts", "{'username': 'spare', 'displayName': 'S', 'role': 'ROLE_AUDITOR'}")
                .good()
                .json()
                .getAsJsonObject("account")
                .get("accountId")
                .getAsString();
        String elsewhere = world.prefecture("Elsewhere");
        own = things(world.a, world.prefecture, database);
        near = things(world.b, world.prefecture, database);
        far = things(world.institution("C", elsewhere), elsewhere, database);
        // whom another institution has entered
        seen(database, own, far.teacher());
        seen(database, near, own.teacher());
        seen(database, far, own.teacher());
        world.account("bureau", "ROLE_BUREAU_SUPERVISOR", ", 'prefectureId': '" + world.prefecture + "'");
        world.account("auditor", "ROLE_AUDITOR", "");
        world.account("trainee", "ROLE_TRAINEE", ", 'subjectId': '" + world.a.subject() + "'");
        signInAgain();
    }

    List<Things> all() {
        return List.of(own, near, far);
    }

    List<Caller> callers() {
        return List.copyOf(callers);
    }

    Caller caller(Role role) {
        return callers.stream()
                .filter(caller -> caller.role() == role)
                .findFirst()
                .orElseThrow();
    }

    /** Fresh tokens, for after somebody tried to sign out. */
    void signInAgain() {
        callers.clear();
        callers.add(new Caller(Role.ROLE_UNSPECIFIED, "", ""));
        callers.add(new Caller(Role.ROLE_UNSPECIFIED, "st_never-was-a-token", ""));
        callers.add(new Caller(Role.ROLE_UNSPECIFIED, "pk_aaaaaaaaaaaa.never-was-a-key", ""));
        callers.add(person(Role.ROLE_AUTHORITY_SUPERVISOR, "admin"));
        callers.add(person(Role.ROLE_BUREAU_SUPERVISOR, "bureau"));
        callers.add(person(Role.ROLE_INSTITUTION_ADMINISTRATOR, "admin-a"));
        callers.add(person(Role.ROLE_AUDITOR, "auditor"));
        callers.add(person(Role.ROLE_TRAINEE, "trainee"));
        callers.add(new Caller(Role.ROLE_PLATFORM, world.a.platformKey(), "Platform"));
    }

    private Caller person(Role role, String username) {
        return new Caller(role, world.signIn(username, ApiWorld.PASSWORD).good().text("token"), username);
    }

    private Things things(ApiWorld.Institution of, String prefecture, Database database) {
        String id = of.id();
        String second = world.subject(of.adminToken(), "Twin");
        String platformSession = world.nobody
                .as(of.adminToken())
                .post(
                        "/v1/sessions",
                        "{'classId': '" + of.trainingClass() + "', 'kind': 'SESSION_KIND_ONLINE', 'sourceId': '"
                                + of.platform() + "', 'startsAt': '"
                                + world.startsAt().plusSeconds(3600)
                                + "', 'endsAt': '" + world.startsAt().plusSeconds(6300) + "'}")
                .good()
                .text("sessionId");
        String image = blobOf("face of " + id);
        Things things = new Things(
                of,
                prefecture,
                spareAccount,
                platformSession,
                "anomaly-" + id,
                "attachment-" + id,
                "roll-call-" + id,
                "lookalike-" + id,
                image,
                blobOf("face seen in " + of.session()),
                "reference-" + id,
                "watch-" + id,
                look(of, prefecture, database),
                "site-" + id,
                "classroom-" + id,
                second,
                "engagement-" + id,
                "photo-import-" + id,
                "statement-" + id,
                "assignment-" + id,
                foldedEntry(database, of),
                "spot-draw-" + id,
                "spot-check-" + id,
                "request-" + id);
        database.useTransaction(handle -> {
            handle.execute(
                    "INSERT INTO site (site_id, institution_id, name, created_at) VALUES (?, ?, 'Site', now())",
                    things.site(),
                    id);
            handle.execute(
                    "INSERT INTO classroom (classroom_id, site_id, name, created_at) VALUES (?, ?, 'Room', now())",
                    things.classroom(),
                    things.site());
            handle.execute(
                    "INSERT INTO teacher (teacher_id, id_number_hash, created_at) VALUES (?, ?, now())",
                    second,
                    second);
            handle.execute("""
                    INSERT INTO engagement (engagement_id, teacher_id, institution_id, from_on, created_at)
                    VALUES (?, ?, ?, '2026-03-01', now())
                    """, things.engagement(), second, id);
            handle.execute("""
                    INSERT INTO photo_import (import_id, institution_id, state, size_bytes, received, created_at, by_id,
                                              by_name, by_role)
                    VALUES (?, ?, 'UPLOADING', 1000, 0, '2026-03-02', 'x', 'x', 'x')
                    """, things.photoImport(), id);
            handle.execute("""
                    INSERT INTO photo_import_item (import_id, number, file_name, outcome)
                    VALUES (?, 1, ?, 'UNMATCHED')
                    """, things.photoImport(), "photo of " + id);
            handle.execute("UPDATE training_session SET teacher_id = ? WHERE session_id = ?", second, of.session());
            handle.execute("""
                    INSERT INTO anomaly (anomaly_id, session_id, kind, severity, since, updated_at)
                    VALUES (?, ?, 'OUTSIDER', 'MAJOR', now(), now())
                    """, things.anomaly(), of.session());
            review(handle, things);
            spotCheck(handle, things);
            handle.execute("""
                    INSERT INTO lookalike (lookalike_id, institution_id, subject_a, subject_b, kind, cosine, model_id,
                                           found_at)
                    VALUES (?, ?, least(?, ?), greatest(?, ?), 'INSEPARABLE', 0.6, 'm', now())
                    """, things.lookalike(), id, of.subject(), second, of.subject(), second);
            // of a model that is no longer in use
            handle.execute(
                    """
                    INSERT INTO biometric_reference (reference_id, subject_id, model_id, sealed_template, image_sha256,
                                                     face_height_pixels, sharpness, enrolled_at, enrolled_by,
                                                     remake_model, remake_failure)
                    VALUES (?, ?, 'old-1', ?, ?, 100, 50, now(), 'x', ?, 'NO_FACE')
                    """,
                    things.reference(),
                    of.subject(),
                    template(of.subject()),
                    image,
                    world.vision.model().value());
            handle.execute("""
                    INSERT INTO attendance_statement (statement_id, session_id, subject_id, kind, reason, entered_at,
                                                      entered_by, entered_by_name)
                    VALUES (?, ?, ?, 'MANUAL', 'r', now(), 'x', 'X')
                    """, things.statement(), of.session(), of.subject());
            handle.execute("""
                    INSERT INTO attendance_policy_assignment
                        (assignment_id, scope_kind, scope_id, setting, policy_id, version, valid_from, reason, assigned_at,
                         assigned_by, assigned_by_name)
                    VALUES (?, 'INSTITUTION', ?, 'CLASSROOM', 'default', 1, '2030-01-01T00:00:00Z', 'r', now(), 'x', 'X')
                    """, things.assignment(), id);
            handle.execute("""
                    INSERT INTO data_request (data_request_id, subject_id, institution_id, kind, state, text, client_id,
                                              filed_at, filed_by, filed_by_name, due_at)
                    VALUES (?, ?, ?, 'ACCESS', 'OPEN', '', 'r', now(), 'v', 'V', now())
                    """, things.dataRequest(), of.subject(), id);
            handle.execute("""
                    INSERT INTO watch VALUES (?, ?, ?, ?, 'v', 'V', 'ROLE_AUTHORITY_SUPERVISOR', now(), now())
                    """, things.watch(), of.session(), of.source(), id);
        });
        return things;
    }

    private static void seen(Database database, Things in, String teacher) {
        database.useTransaction(
                handle -> handle.execute("""
                        INSERT INTO attendance (session_id, subject_id, role, status, provisional, seen_ms, sampled_ms,
                                                credited_class_hours, error_probability, claimed, evidence)
                        VALUES (?, ?, 'TEACHER', 'PRESENT', false, 1, 1, 0, 0.0001, false,
                                jsonb_build_array(jsonb_build_object('purpose', 'CAPTURED_FACE', 'image', ?::text,
                                                  'subject', ?::text, 'takenAt', '2026-03-02T09:01:02Z')))
                        """, in.institution().session(), teacher, in.captured(), teacher));
    }

    /** Of a record that can be folded again. */
    private String foldedEntry(Database database, ApiWorld.Institution of) {
        new Folds(database, world.key, world.clock).judge(of.session(), of.subject(), 40);
        return database.withHandle(handle -> handle.createQuery(
                        "SELECT entry_id::text FROM attendance_history WHERE session_id = :session AND subject_id = :subject")
                .bind("session", of.session())
                .bind("subject", of.subject())
                .mapTo(String.class)
                .one());
    }

    /** A case that the institution was asked about and explained, and a roll-call that nobody here began. */
    private void review(Handle handle, Things things) {
        String id = things.institution().id();
        String session = things.institution().session();
        String file = blobOf("%PDF-1.4 " + id);
        handle.execute("""
                INSERT INTO review_case (anomaly_id, session_id, institution_id, revision, state)
                VALUES (?, ?, ?, 1, 'OPEN')
                """, things.anomaly(), session, id);
        handle.execute("""
                INSERT INTO case_event (anomaly_id, session_id, institution_id, at, actor_id, actor_name, actor_role, act,
                                        from_state, to_state, revision, reason, note, digest)
                VALUES (?, ?, ?, now(), 'v', 'V', 'ROLE_BUREAU_SUPERVISOR', 'ASK_EXPLANATION', 'OPEN', 'OPEN', 1, '', '',
                        '')
                """, things.anomaly(), session, id);
        handle.execute(
                "INSERT INTO case_paper VALUES (?, ?, 'EXPLANATION', ?, now(), 'v', 'V')",
                "paper-" + id,
                things.anomaly(),
                world.key.seal("x".getBytes(StandardCharsets.UTF_8), "paper:paper-" + id));
        handle.execute(
                "INSERT INTO case_attachment VALUES (?, ?, 0, 'list.pdf', 'application/pdf', 9, ?)",
                things.attachment(),
                "paper-" + id,
                file);
        handle.execute("""
                INSERT INTO roll_call (roll_call_id, session_id, institution_id, request_id, begun_by, begun_by_name, begun_at)
                VALUES (?, ?, ?, 'r', 'v', 'V', now())
                """, things.rollCall(), session, id);
    }

    /** A draw that is over, and a check of it whose result is recorded. */
    private static void spotCheck(Handle handle, Things things) {
        handle.execute(
                """
                INSERT INTO spot_draw (draw_id, number, request_id, request_digest, previous_sha256, title, prefecture_id,
                                       from_at, to_at, draw_at, count, rule, beacon, beacon_name, beacon_round, seed_sha256,
                                       population_sha256, population, planned_at, planned_by, planned_by_name,
                                       commitment_sha256, sealed_seed, state, seed, value, ended_at)
                SELECT ?, COALESCE(max(number), 0) + 1, 'r', '', '', 'Draw', ?, now(), now(), now(), 1, '2026-1', 'WITNESS',
                       '', 0, '', '', 1, now(), ?, 'V', ?, '', 'DRAWN', '', 'v', now()
                  FROM spot_draw
                """, things.spotDraw(), things.prefecture(), things.spotDraw(), "commitment of " + things.spotDraw());
        ApiWorld.Institution of = things.institution();
        handle.execute("""
                INSERT INTO spot_candidate VALUES (?, ?, ?, ?, now(), 0, 0, 0, 0, 0, 4)
                """, things.spotDraw(), of.session(), of.trainingClass(), of.id());
        handle.execute("""
                INSERT INTO spot_check (check_id, draw_id, place, session_id, institution_id, lot, lot_number, outcome,
                                        recorded_at)
                VALUES (?, ?, 1, ?, ?, 1, '', 'IN_ORDER', now())
                """, things.spotCheck(), things.spotDraw(), of.session(), of.id());
    }

    private String blobOf(String text) {
        return world.blobs
                .put(Payload.wrap(text.getBytes(StandardCharsets.UTF_8)))
                .hex();
    }

    /** The id of an entry of the access log: an administrator of the institution looked at somebody of it, long ago. */
    private static String look(ApiWorld.Institution of, String prefecture, Database database) {
        return database.inTransaction(handle -> handle.createQuery("""
                        INSERT INTO access_log (at, caller_id, caller_name, caller_role, institution_id, prefecture_id,
                                                what, object_id, why, object_kind, object_institution_id,
                                                object_prefecture_id, subject_id)
                        VALUES ('2019-05-06', 'x', :admin, 'ROLE_INSTITUTION_ADMINISTRATOR', :institution, :prefecture,
                                'shidao.api.v1.RegistryService/GetSubject', :subject, '', 'SUBJECT', :institution,
                                :prefecture, :subject)
                        RETURNING entry_id::text
                        """)
                .bind("admin", of.admin())
                .bind("institution", of.id())
                .bind("prefecture", prefecture)
                .bind("subject", of.subject())
                .mapTo(String.class)
                .one());
    }

    private byte[] template(String subject) {
        FaceTemplate template = FaceTemplate.ofRaw(new ModelId("old-1"), new float[] {1, 2, 3});
        return world.key.seal(template.toBytes(), "template:" + subject);
    }
}
