package io.shidao.api.classes;

import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.proto.api.v1.ClassApplication;
import io.shidao.proto.api.v1.ClassEvent;
import io.shidao.proto.api.v1.ClassStatus;
import io.shidao.wire.Caller;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Port: where classes stand, and how they came there. Thread-safe. */
public interface ClassStore {
    /**
     * A move to make.
     *
     * @param expectedRevision as it was read; 0 takes the class as it is
     * @param application to put in the place of the one that stands; null leaves it
     */
    record Wanted(
            String trainingClass,
            ClassMove move,
            long expectedRevision,
            String reason,
            Instant at,
            Caller by,
            @Nullable Form application) {}

    /** What is applied for. */
    record Form(String name, String programme, ClassApplication application) {}

    /** What became of a move. */
    sealed interface Outcome {}

    /** Made, and entered in the history. */
    record Moved() implements Outcome {}

    /** Nothing changed: the class has another revision than expected. */
    record Stale(long revision) implements Outcome {}

    /** Nothing changed: the move does not begin where the class stands. */
    record Elsewhere(ClassStatus status) implements Outcome {}

    /** Nothing changed: sessions are still to come, or run. */
    record SessionsToCome(int count) implements Outcome {}

    /**
     * Makes a move of a class that exists, as one change with its entry in the history. Cameras whose plans it touches
     * become due. Sessions that would have begun while a resumed class was suspended are cancelled with it.
     */
    Outcome move(Wanted wanted);

    /** Moves every approved class whose first session has begun to RUNNING, at the time of that beginning; how many. */
    int beginDue(Instant now);

    /** Oldest first. */
    Page<ClassEvent> history(String trainingClass, PageRequest page);
}
