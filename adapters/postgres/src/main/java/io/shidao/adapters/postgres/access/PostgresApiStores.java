package io.shidao.adapters.postgres.access;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.attendance.PostgresAttendanceStore;
import io.shidao.adapters.postgres.classes.PostgresClassStore;
import io.shidao.adapters.postgres.classes.PostgresPlaceStore;
import io.shidao.adapters.postgres.classes.PostgresTeacherStore;
import io.shidao.adapters.postgres.imports.PostgresImportStore;
import io.shidao.adapters.postgres.imports.PostgresPhotoImportStore;
import io.shidao.adapters.postgres.people.PostgresConsentStore;
import io.shidao.adapters.postgres.people.PostgresDataRequestStore;
import io.shidao.adapters.postgres.people.PostgresRetentionStore;
import io.shidao.adapters.postgres.policy.PostgresPolicyStore;
import io.shidao.adapters.postgres.recording.PostgresRecordingPolicies;
import io.shidao.adapters.postgres.registry.PostgresLookalikeStore;
import io.shidao.adapters.postgres.registry.PostgresPlanStore;
import io.shidao.adapters.postgres.registry.PostgresRecordStore;
import io.shidao.adapters.postgres.registry.PostgresReferenceStore;
import io.shidao.adapters.postgres.registry.PostgresRegistryStore;
import io.shidao.adapters.postgres.registry.PostgresRemakeStore;
import io.shidao.adapters.postgres.registry.PostgresSessionStore;
import io.shidao.adapters.postgres.registry.PostgresSourceStore;
import io.shidao.adapters.postgres.registry.PostgresSourceViews;
import io.shidao.adapters.postgres.registry.PostgresTimetableStore;
import io.shidao.adapters.postgres.review.PostgresCaseRecords;
import io.shidao.adapters.postgres.review.PostgresReviewStore;
import io.shidao.adapters.postgres.review.PostgresRollCallStore;
import io.shidao.adapters.postgres.spotcheck.PostgresSpotStore;
import io.shidao.api.ApiStores;
import io.shidao.kernel.face.ModelId;
import java.time.Clock;

/** All stores of the api over one database. */
public final class PostgresApiStores {
    private PostgresApiStores() {}

    /** @param model in use: references of another one do not count */
    public static ApiStores of(Database database, ModelId model, Clock clock) {
        PostgresAccessLog log = new PostgresAccessLog(database, clock);
        return new ApiStores(
                new PostgresRegistryStore(database, model),
                new ApiStores.Planning(
                        new PostgresClassStore(database),
                        new PostgresPlaceStore(database),
                        new PostgresTimetableStore(database),
                        new PostgresTeacherStore(database, model),
                        new PostgresSourceStore(database),
                        new PostgresPlanStore(database),
                        new PostgresPolicyStore(database)),
                new ApiStores.Enrolment(
                        new PostgresReferenceStore(database, clock),
                        new PostgresLookalikeStore(database),
                        new PostgresImportStore(database),
                        new PostgresPhotoImportStore(database),
                        new PostgresRemakeStore(database, clock)),
                new ApiStores.Kept(
                        new PostgresSessionStore(database),
                        new PostgresRecordStore(database, model),
                        new PostgresAttendanceStore(database),
                        new PostgresRecordingPolicies(database),
                        new PostgresSourceViews(database),
                        new PostgresEvidenceStore(database)),
                new ApiStores.Access(
                        new PostgresAccountStore(database),
                        new PostgresSignInStore(database),
                        new PostgresPlatformKeys(database),
                        log,
                        log,
                        new PostgresWatchLog(database, clock)),
                new ApiStores.Review(
                        new PostgresReviewStore(database),
                        new PostgresCaseRecords(database),
                        new PostgresRollCallStore(database),
                        new PostgresSpotStore(database)),
                new ApiStores.People(
                        new PostgresConsentStore(database),
                        new PostgresDataRequestStore(database),
                        new PostgresRetentionStore(database)));
    }
}
