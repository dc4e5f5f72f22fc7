package io.shidao.app.node;

import com.linecorp.armeria.common.prometheus.PrometheusMeterRegistries;
import io.grpc.BindableService;
import io.micrometer.core.instrument.MeterRegistry;
import io.shidao.adapters.blob.DirectoryBlobStore;
import io.shidao.adapters.ffmpeg.LibavSource;
import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.access.PostgresApiStores;
import io.shidao.adapters.postgres.analysis.PostgresAcrossStore;
import io.shidao.adapters.postgres.analysis.PostgresAnalysisStore;
import io.shidao.adapters.postgres.calibration.PostgresCalibrationStore;
import io.shidao.adapters.postgres.recording.PostgresSegmentIndex;
import io.shidao.adapters.postgres.registry.PostgresSessionDirectory;
import io.shidao.adapters.postgres.replay.PostgresFootageStore;
import io.shidao.adapters.postgres.snapshot.PostgresSnapshotLedger;
import io.shidao.adapters.redis.LocalLiveState;
import io.shidao.adapters.redis.RedisLiveState;
import io.shidao.adapters.relay.RelayDoor;
import io.shidao.adapters.relay.RelayedLiveView;
import io.shidao.adapters.rtsp.RtspSource;
import io.shidao.analyzer.AcrossWatch;
import io.shidao.analyzer.AnalyzerPorts;
import io.shidao.analyzer.AnalyzerService;
import io.shidao.analyzer.calibration.Calibration;
import io.shidao.analyzer.calibration.CalibrationSigner;
import io.shidao.api.ApiPorts;
import io.shidao.api.ApiServer;
import io.shidao.app.data.DataDirectory;
import io.shidao.app.data.Secrets;
import io.shidao.ingest.IngestService;
import io.shidao.ingest.live.LiveHub;
import io.shidao.ingest.record.Recordings;
import io.shidao.ingest.record.SegmentIndex;
import io.shidao.ingest.snapshot.SnapshotDoor;
import io.shidao.ingest.source.AddressPolicy;
import io.shidao.ingest.sourcetest.SourceTests;
import io.shidao.kernel.bus.Bus;
import io.shidao.kernel.face.ModelId;
import io.shidao.kernel.media.LiveView;
import io.shidao.kernel.session.SessionDirectory;
import io.shidao.kernel.store.BlobStore;
import io.shidao.kernel.store.DataKey;
import io.shidao.kernel.store.LiveState;
import io.shidao.kernel.store.RoomPictures;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A running node: the engines, the stores on them, and the services on those. This page is the whole wiring; main and
 * tests share it.
 */
public final class Node implements AutoCloseable {
    private final Resources resources;
    private final ShidaoConfig config;
    private final Clock clock;
    private final DataDirectory data;
    private final DataKey key;
    private final MeterRegistry meters = PrometheusMeterRegistries.newRegistry();
    private final Bus bus;
    private final Database database;
    private final SessionDirectory directory;
    private final BlobStore blobs;
    private final BlobStore recorded;
    private final SegmentIndex recordings;
    private @Nullable ApiServer api;
    // an api without ingest in its process has no pictures of its own, and asks other nodes
    private LiveView view = (source, news) -> Optional.empty();

    /**
     * Starts the services; returns when they work. What was opened is closed again when one of them does not start.
     *
     * @param dataPath what the node keeps
     * @param environment for secrets
     */
    public static Node start(
            ShidaoConfig config, Set<Service> services, Path dataPath, Clock clock, Map<String, String> environment) {
        return start(config, services, dataPath, clock, environment, resources -> Eyes.open(config, resources));
    }

    /** The same with other eyes, e.g. for a rehearsal that has no pictures: everything behind them is the same. */
    public static Node start(
            ShidaoConfig config,
            Set<Service> services,
            Path dataPath,
            Clock clock,
            Map<String, String> environment,
            Eyes eyes) {
        return start(config, services, dataPath, clock, environment, resources -> eyes);
    }

    private static Node start(
            ShidaoConfig config,
            Set<Service> services,
            Path dataPath,
            Clock clock,
            Map<String, String> environment,
            Function<Resources, Eyes> eyes) {
        Resources resources = new Resources();
        try {
            Node node = new Node(config, resources, dataPath, clock, environment);
            node.startServices(services, eyes);
            return node;
        } catch (RuntimeException e) {
            resources.close();
            throw e;
        }
    }

    private Node(
            ShidaoConfig config, Resources resources, Path dataPath, Clock clock, Map<String, String> environment) {
        this.config = config;
        this.resources = resources;
        this.clock = clock;
        this.data = resources.keep(DataDirectory.open(dataPath));
        Path cache = CacheDirectory.choose(config.cacheDirectory(), environment);
        CacheDirectory.useForNatives(cache);
        this.key = Secrets.dataKey(environment, data.root());
        Engines engines = new Engines(config, data, cache, resources, meters);
        CompletableFuture<Bus> busStarts = CompletableFuture.supplyAsync(engines::bus);
        CompletableFuture<Database> databaseStarts = CompletableFuture.supplyAsync(engines::database);
        this.bus = await(busStarts, databaseStarts);
        this.database = await(databaseStarts, busStarts);
        this.directory = new PostgresSessionDirectory(database, key);
        this.blobs = DirectoryBlobStore.open(directory(config.blobDirectory(), "blobs"), key, Clock.systemUTC());
        this.recorded =
                DirectoryBlobStore.open(directory(config.recordingDirectory(), "recordings"), key, Clock.systemUTC());
        this.recordings = new PostgresSegmentIndex(database);
    }

    private Path directory(Path configured, String usual) {
        return configured.toString().isEmpty() ? data.privateDirectory(usual) : configured;
    }

    /** Waits also for the other one when this one fails, so that what it opened can be closed. */
    private static <T> T await(CompletableFuture<T> wanted, CompletableFuture<?> other) {
        try {
            return wanted.join();
        } catch (CompletionException e) {
            other.handle((value, failure) -> null).join();
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void startServices(Set<Service> services, Function<Resources, Eyes> opening) {
        LiveState live = resources.keep(
                config.redis().embedded()
                        ? LocalLiveState.create()
                        : RedisLiveState.open(config.redis().server()));
        if (services.contains(Service.INGEST)) {
            startIngest(live);
        }
        if (services.contains(Service.ANALYZER) || services.contains(Service.API)) {
            Eyes eyes = opening.apply(resources);
            if (services.contains(Service.ANALYZER)) {
                startAnalyzer(eyes, live);
            }
            if (services.contains(Service.API)) {
                startApi(eyes, live);
            }
        }
    }

    private void startIngest(LiveState live) {
        AddressPolicy policy = config.ingest().address();
        RtspSource rtsp =
                resources.keep(new RtspSource(config.rtsp(), clock, meters, host -> policy.objection(host, "rtsp")));
        LibavSource everythingElse = new LibavSource(config.libav(), clock);
        Recordings recording =
                resources.keep(Recordings.start(config.recording(), recorded, recordings, clock, meters));
        IngestService ingest = resources.keep(IngestService.start(
                config.ingest(), "ingest", bus, List.of(rtsp, everythingElse), key, clock, meters, recording));
        KeyFrameCheck decoder = resources.keep(new KeyFrameCheck(config.decoder()));
        resources.keep(SourceTests.start(
                config.sourceTest(), policy, List.of(rtsp, everythingElse), decoder, live, key, clock, meters));
        LiveHub hub = new LiveHub(ingest, config.liveView(), meters);
        view = hub;
        if (config.liveRelay().opens()) {
            resources.keep(
                    RelayDoor.open(config.liveRelay(), hub, ingest::sources, live, key, Clock.systemUTC(), meters));
        }
    }

    private void startAnalyzer(Eyes eyes, LiveState live) {
        AnalyzerPorts ports = new AnalyzerPorts(
                bus,
                directory,
                new PostgresAnalysisStore(database, clock),
                blobs,
                new PostgresFootageStore(database),
                eyes.ofAnalyzer(),
                calibration(eyes.ofAnalyzer().embedder().model()),
                new RoomPictures(live, key),
                key,
                clock,
                meters);
        resources
                .keep(new AnalyzerService(config.analyzer(), ports, Clock.systemUTC()))
                .start();
        resources
                .keep(new AcrossWatch(config.analyzer(), ports, new PostgresAcrossStore(database, clock)))
                .start();
    }

    /** The site's own, else the one that ships. */
    private Calibration calibration(ModelId model) {
        return new CalibrationChoice(new PostgresCalibrationStore(database), CalibrationSigner.of(key)).inUse(model);
    }

    /** The door for snapshots is ingest's, behind the api's gate. */
    private void startApi(Eyes eyes, LiveState live) {
        BindableService snapshots = new SnapshotDoor(
                config.snapshot(), directory, new PostgresSnapshotLedger(database, clock), bus, clock, meters);
        api = resources.keep(ApiServer.open(
                config.api(),
                new ApiPorts(
                        PostgresApiStores.of(database, eyes.ofApi().embedder().model(), clock),
                        blobs,
                        new Recorded(config.recording(), recorded, recordings),
                        live,
                        bus,
                        key,
                        eyes.ofApi(),
                        resources.keep(new RelayedLiveView(view, live, key, Clock.systemUTC(), meters)),
                        clock,
                        meters,
                        List.of()),
                List.of(snapshots)));
    }

    /** Where the api listens on this machine; empty when this node has none. */
    public Optional<URI> address() {
        return Optional.ofNullable(api).map(server -> URI.create("http://127.0.0.1:" + server.port()));
    }

    /** Name and one-time password of the first supervisor, if this start made that account. */
    public Optional<ApiServer.FirstSignIn> firstSignIn() {
        return Optional.ofNullable(api).flatMap(ApiServer::firstSignIn);
    }

    /** The bus of this node, for whoever stands in for a camera. */
    public Bus bus() {
        return bus;
    }

    /** The system of record, for whoever has to know how far the services are. */
    public Database database() {
        return database;
    }

    /** What this node counts. */
    public MeterRegistry meters() {
        return meters;
    }

    /** Stops the services, then the stores, then the engines. */
    @Override
    public void close() {
        resources.close();
    }
}
