package io.shidao.analyzer.session;

import io.shidao.analyzer.anomaly.SnapshotRun;
import io.shidao.analyzer.evidence.KeptPicture;
import io.shidao.kernel.id.SubjectId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots in a row with the same trouble.
 *
 * @param since first of the longest run
 * @param picture of the newest snapshot that was in trouble
 */
record TroubleRun(
        int current,
        int longest,
        int total,
        @Nullable Instant since,
        @Nullable Instant lastAt,
        @Nullable KeptPicture picture) {
    static final TroubleRun NONE = new TroubleRun(0, 0, 0, null, null, null);

    TroubleRun again(Instant at, @Nullable KeptPicture newPicture) {
        boolean starts = current == 0 && longest == 0;
        return new TroubleRun(
                current + 1,
                Math.max(longest, current + 1),
                total + 1,
                starts ? at : since,
                at,
                newPicture == null ? picture : newPicture);
    }

    TroubleRun over() {
        return new TroubleRun(0, longest, total, since, lastAt, picture);
    }

    SnapshotRun of(SubjectId claimant, Instant otherwise) {
        return new SnapshotRun(
                claimant,
                longest,
                total,
                since == null ? otherwise : since,
                lastAt == null ? otherwise : lastAt,
                picture == null ? List.of() : List.of(picture.asOverview()));
    }
}
