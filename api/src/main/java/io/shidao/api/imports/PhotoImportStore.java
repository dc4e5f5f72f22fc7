package io.shidao.api.imports;

import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.proto.api.v1.ImportFinding;
import io.shidao.proto.api.v1.PhotoImport;
import io.shidao.proto.api.v1.PhotoImportItem;
import io.shidao.wire.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Port: imports of photos, their parts and what became of each file. Thread-safe. */
public interface PhotoImportStore {
    /**
     * An import to begin.
     *
     * @param requestKey of the caller, the institution and the request id; null when they gave none
     */
    record Fresh(
            String id,
            String institution,
            @Nullable String trainingClass,
            long sizeBytes,
            @Nullable String requestKey,
            Instant at,
            Caller by) {}

    /** A stretch of the ZIP; {@code sha256} is of the blob. */
    record Part(long start, int length, String sha256) {}

    /** An import to work off, and for whom. */
    record Work(PhotoImport photoImport, String byId) {}

    /**
     * Begins an import. One of the same request key is answered instead, when there is one.
     *
     * @param most open ones there may be of the institution
     * @return the import's id; empty when there are {@code most}
     */
    Optional<String> start(Fresh fresh, int most);

    Optional<PhotoImport> find(String id, Scope scope);

    /** Newest first. */
    Page<PhotoImport> list(Scope scope, @Nullable String institution, PageRequest page);

    Page<PhotoImportItem> items(String id, boolean findingsOnly, PageRequest page);

    /**
     * Adds a part where the ones before it end; with the last one the import waits to be worked off.
     *
     * @return false when it does not begin there, or the import takes no parts any more
     */
    boolean addPart(String id, Part part);

    /** In order. */
    List<Part> parts(String id);

    /** Forgets the parts; returns the digests of blobs that no import refers to any more. */
    List<String> dropParts(String id);

    /** Those that wait or run, oldest first. */
    List<String> listWork(int limit);

    /**
     * Takes an import that waits, or that ran when the server stopped.
     *
     * @return empty when it neither waits nor runs any more
     */
    Optional<Work> take(String id);

    /** How many files there are, as far as known. */
    void setFiles(String id, int files);

    /**
     * Keeps what became of files. Items that are there already stay as they are.
     *
     * @return false when the import does not run any more: it was cancelled
     */
    boolean addItems(String id, List<PhotoImportItem> items);

    /** Ends an open import; nothing happens to one that has ended. */
    void end(String id, PhotoImport.State state, @Nullable ImportFinding failure, Instant at);

    /** Those of which parts are missing and which were begun before a time. */
    List<String> listAbandoned(Instant before, int limit);

    /** Those that have ended and still have parts. */
    List<String> listEndedWithParts(int limit);
}
