package io.shidao.api.people;

import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.proto.api.v1.RetentionItem;
import io.shidao.proto.api.v1.RetentionKind;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** Port: what has been kept long enough. Taking away and entering what pictures are to go is one transaction. Thread-safe. */
public interface RetentionStore {
    /** What is due, by id. */
    Page<RetentionItem> listDue(RetentionKind kind, PeopleConfig rules, Instant now, PageRequest page);

    long countDue(RetentionKind kind, PeopleConfig rules, Instant now);

    /** Takes away at most a batch; how many people, sessions or rows it was. */
    int take(RetentionKind kind, PeopleConfig rules, Instant now);

    /** What the job has done for a kind. */
    record Progress(long erased, Instant lastRunAt) {}

    /** Empty before its first run. */
    List<Progress> progress(RetentionKind kind);

    /** Pictures that are to be erased now, longest waiting first. */
    List<String> waitingPictures(Instant now, int most);

    /**
     * Erases one picture unless something still needs it; then it is looked at again a day later. Nobody can keep a
     * reference to it meanwhile. A crash at any point leaves it waiting.
     *
     * @param erasing erases the content; true when it was there
     * @return whether it is gone
     */
    boolean erasePicture(String sha256, Instant now, Predicate<String> erasing);

    /** Pictures that wait, and pictures that were erased. */
    record Pictures(long waiting, long erased) {}

    Pictures countPictures();

    /** Tries again what requests for erasure had to keep; how many are done now. */
    int finishErasures(PeopleConfig rules, Instant now);

    /** People of whom a template is stored. */
    long countFaces();
}
