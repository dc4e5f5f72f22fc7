package io.shidao.api.enrol;

import com.google.protobuf.ByteString;
import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.proto.api.v1.OutdatedReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Port: references of another model than the one in use, to be made again. Thread-safe. */
public interface RemakeStore {
    /** A reference that another model made, with the kept picture of it. */
    record Outdated(String id, String subject, String model, String image) {}

    /** Why a reference cannot be made again. */
    enum Failure {
        NO_FACE,
        NO_PHOTO
    }

    /**
     * How far it is.
     *
     * @param current made by the model in use
     * @param waiting to be made again
     * @param failed that need a new photo
     */
    record Progress(int current, int waiting, int failed) {}

    /** Those that wait to be made again by {@code model}, by id, the ones behind {@code after}, up to {@code limit}. */
    List<Outdated> listWaiting(String model, String after, int limit);

    /**
     * Puts a template of {@code model} in the place of the old one, with the look-alikes it makes, as
     * {@link ReferenceStore#add} does. Nothing happens when it was replaced meanwhile.
     */
    void remake(Outdated old, String model, ByteString sealedTemplate, ReferenceStore.Comparison comparison);

    /** Remembers that {@code model} cannot make it: it waits no longer, until {@link #retryFailed}. */
    void fail(Outdated old, String model, Failure why);

    /** Lets everything wait again that {@code model} could not make. */
    void retryFailed(String model);

    /** @param institution the only one; null for all within the scope */
    Progress progress(Scope scope, @Nullable String institution, String model);

    /**
     * What is not of {@code model}, oldest first.
     *
     * @param institution the only one; null for all within the scope
     */
    Page<OutdatedReference> list(
            Scope scope, @Nullable String institution, String model, boolean failedOnly, PageRequest page);
}
