package io.shidao.adapters.postgres.access;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.registry.PostgresPlanStore;
import io.shidao.adapters.postgres.registry.PostgresRecordStore;
import io.shidao.adapters.postgres.registry.PostgresReferenceStore;
import io.shidao.adapters.postgres.registry.PostgresRegistryStore;
import io.shidao.adapters.postgres.registry.PostgresSessionStore;
import io.shidao.adapters.postgres.registry.PostgresSourceStore;
import io.shidao.api.ApiStores;
import java.time.Clock;

/** All stores of the api over one database. */
public final class PostgresApiStores {
    private PostgresApiStores() {}

    public static ApiStores of(Database database, Clock clock) {
        return new ApiStores(
                new PostgresRegistryStore(database),
                new PostgresSourceStore(database),
                new PostgresReferenceStore(database),
                new PostgresSessionStore(database),
                new PostgresRecordStore(database),
                new PostgresPlanStore(database),
                new PostgresAccountStore(database),
                new PostgresEvidenceStore(database),
                new PostgresAccessLog(database, clock));
    }
}
