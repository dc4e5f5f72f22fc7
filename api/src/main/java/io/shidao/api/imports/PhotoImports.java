package io.shidao.api.imports;

import io.grpc.Status;
import io.shidao.api.gate.Institutions;
import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.problem.Checks;
import io.shidao.api.problem.Problem;
import io.shidao.api.registry.RegistryStore;
import io.shidao.kernel.id.Ids;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.store.BlobStore;
import io.shidao.proto.api.v1.ListPhotoImportItemsRequest;
import io.shidao.proto.api.v1.ListPhotoImportsRequest;
import io.shidao.proto.api.v1.PhotoImport;
import io.shidao.proto.api.v1.PhotoImportItem;
import io.shidao.proto.api.v1.StartPhotoImportRequest;
import io.shidao.proto.api.v1.UploadPhotoPartRequest;
import io.shidao.wire.Caller;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Takes ZIPs of photos, part by part, and tells what became of them; within the caller's scope. Blocks. Thread-safe. */
final class PhotoImports {
    private static final long MOST_BYTES = 4L << 30;
    private static final int MOST_PART_BYTES = 4 << 20;
    /** Of one institution, not ended. */
    private static final int MOST_OPEN = 3;

    private final PhotoImportStore store;
    private final RegistryStore registry;
    private final Institutions institutions;
    private final BlobStore blobs;
    private final Runnable poke;
    private final Clock clock;

    /** @param poke called when an import may be worked off */
    PhotoImports(PhotoImportStore store, RegistryStore registry, BlobStore blobs, Runnable poke, Clock clock) {
        this.store = store;
        this.registry = registry;
        this.institutions = registry::hasInstitution;
        this.blobs = blobs;
        this.poke = poke;
        this.clock = clock;
    }

    PhotoImport start(StartPhotoImportRequest request) {
        Checks checks = new Checks();
        String classId = checks.optionalId("class_id", request.getClassId());
        String requestId = checks.optionalId("request_id", request.getRequestId());
        checks.require(
                request.getSizeBytes() > 0 && request.getSizeBytes() <= MOST_BYTES,
                "size_bytes",
                request.getSizeBytes() + " (expected: 1 to " + MOST_BYTES + "; what to do: split the ZIP)");
        checks.done();
        String institution = classId == null ? institutions.one(request.getInstitutionId()) : ownerOf(classId);
        Caller by = Caller.current();
        PhotoImportStore.Fresh fresh = new PhotoImportStore.Fresh(
                Ids.fresh(),
                institution,
                classId,
                request.getSizeBytes(),
                requestId == null ? null : by.id() + " " + institution + " " + requestId,
                clock.instant(),
                by);
        String id = store.start(fresh, MOST_OPEN).orElseThrow(() -> full().exception());
        return get(id);
    }

    PhotoImport upload(UploadPhotoPartRequest request) {
        PhotoImport now = get(request.getImportId());
        int size = request.getContent().size();
        Checks checks = new Checks();
        checks.require(
                size > 0 && size <= MOST_PART_BYTES,
                "content",
                size + " bytes (expected: 1 to " + MOST_PART_BYTES + ")");
        checks.require(
                request.getOffset() >= 0 && request.getOffset() + size <= now.getSizeBytes(),
                "offset",
                request.getOffset() + ", the part ends behind the ZIP (expected: up to " + now.getSizeBytes() + ")");
        checks.done();
        if (request.getOffset() + size <= now.getReceived()) {
            return now;
        }
        Sha256 blob = blobs.put(Payload.wrap(request.getContent().toByteArray()));
        if (!store.addPart(now.getImportId(), new PhotoImportStore.Part(request.getOffset(), size, blob.hex()))) {
            PhotoImport then = get(now.getImportId());
            // another call may have brought the same part in between
            if (request.getOffset() + size > then.getReceived()) {
                throw elsewhere(then).exception();
            }
            return then;
        }
        poke.run();
        return get(now.getImportId());
    }

    PhotoImport cancel(String id) {
        String known = get(id).getImportId();
        store.end(known, PhotoImport.State.STATE_CANCELLED, null, clock.instant());
        poke.run();
        return get(known);
    }

    PhotoImport get(String id) {
        return store.find(id, Scope.current())
                .orElseThrow(() -> Problem.notFound("photo import", id).exception());
    }

    Page<PhotoImport> list(ListPhotoImportsRequest request) {
        @Nullable String institution = institutions.filter(request.getInstitutionId());
        return store.list(Scope.current(), institution, PageRequest.of(request.getPageSize(), request.getPageToken()));
    }

    Page<PhotoImportItem> items(ListPhotoImportItemsRequest request) {
        String known = get(request.getImportId()).getImportId();
        return store.items(
                known, request.getFindingsOnly(), PageRequest.of(request.getPageSize(), request.getPageToken()));
    }

    private String ownerOf(String classId) {
        return registry.findClass(classId, Scope.current())
                .orElseThrow(() -> Problem.notFound("class", classId).exception())
                .getInstitutionId();
    }

    private static Problem full() {
        return Problem.of(
                Status.Code.RESOURCE_EXHAUSTED,
                "IMPORTS_FULL",
                "Too many imports at once",
                "photo imports: the institution has " + MOST_OPEN
                        + " that have not ended (what to do: wait for one, or cancel one)");
    }

    private static Problem elsewhere(PhotoImport now) {
        return Problem.precondition(
                "IMPORT_OFFSET",
                "The part does not belong here",
                "offset: the import is " + now.getState().name().substring("STATE_".length()) + " and has "
                        + now.getReceived() + " of " + now.getSizeBytes()
                        + " bytes (expected: the next part of one that is UPLOADING)");
    }
}
