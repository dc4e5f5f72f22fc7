package io.shidao.app.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.adapters.blob.DirectoryBlobStore;
import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.access.PostgresApiStores;
import io.shidao.adapters.postgres.engine.EmbeddedPostgres;
import io.shidao.adapters.postgres.engine.EmbeddedPostgresConfig;
import io.shidao.api.ApiStores;
import io.shidao.api.enrol.Enroller;
import io.shidao.api.enrol.EnrolmentConfig;
import io.shidao.api.enrol.Vision;
import io.shidao.api.gate.Scope;
import io.shidao.api.imports.ImportStore;
import io.shidao.api.imports.PhotoImportStore;
import io.shidao.api.imports.PhotoImporter;
import io.shidao.app.data.TemporaryFolder;
import io.shidao.app.node.CacheDirectory;
import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.face.ModelId;
import io.shidao.kernel.id.Ids;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.store.BlobStore;
import io.shidao.kernel.store.DataKey;
import io.shidao.proto.api.v1.Institution;
import io.shidao.proto.api.v1.PhotoImport;
import io.shidao.proto.api.v1.Prefecture;
import io.shidao.proto.api.v1.Role;
import io.shidao.testkit.fake.MemoryLiveState;
import io.shidao.testkit.portrait.Portrait;
import io.shidao.testkit.portrait.Portraits;
import io.shidao.wire.Caller;
import io.shidao.wire.Times;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/**
 * What an import of photos costs beside what its detector and embedder cost in the same run: the background work as it is,
 * over a real database and a real folder. The photos are the stock portraits, each time cut a little differently; since
 * there are few of them, they go into many institutions, each of which has as many other people already as an import of all
 * photos into one would meet on average.
 */
public final class ImportBench {
    /** Institutions before the measurement, until the compiler of the virtual machine has settled. */
    private static final int WARM_UP = 4;

    private static final int PART_BYTES = 4 << 20;
    private static final int LEAST_FACE_HEIGHT_PIXELS = 40;
    /** Of the text that comes with the service. */
    private static final String CONSENT = "1";

    private static final Duration PATIENCE = Duration.ofHours(2);
    private static final Caller WHO = new Caller("bench", "bench", Role.ROLE_AUTHORITY_SUPERVISOR);

    private final PrintStream out;
    private final PrintStream progress;
    private final int photos;
    private final DataKey key = DataKey.of(DataKey.generate());
    private final Clock clock = Clock.systemUTC();
    private final Random random = new Random(1);
    private final SharedMeter meter = new SharedMeter();

    /** @param photos to import, 1 to 20,000 */
    public ImportBench(PrintStream out, PrintStream progress, int photos) {
        if (photos < 1 || photos > 20_000) {
            throw new IllegalArgumentException("bench: photos " + photos + " (expected: 1 to 20000)");
        }
        this.out = out;
        this.progress = progress;
        this.photos = photos;
    }

    /** An institution with a ZIP to import. */
    private record Batch(String institution, Payload zip, int photos) {}

    public void run() {
        Path folder = temporaryFolder();
        try (Bench bench = Bench.open();
                EmbeddedPostgres postgres = EmbeddedPostgres.start(EmbeddedPostgresConfig.in(
                        folder.resolve("postgres"),
                        CacheDirectory.choose(Path.of(""), System.getenv()).resolve("postgres")));
                Database pool = Database.open(postgres.databaseConfig())) {
            measure(bench, pool, DirectoryBlobStore.open(folder.resolve("blobs"), key, clock), postgres.pid());
        } finally {
            TemporaryFolder.delete(folder);
        }
    }

    private void measure(Bench bench, Database pool, BlobStore blobs, long postgresPid) {
        ModelId model = bench.vision().embedder().model();
        ApiStores stores = PostgresApiStores.of(pool, model, clock);
        progress.println("preparing institutions 正在准备机构 …");
        List<Batch> batches = batches(stores, pool, model);
        MemoryLiveState live = new MemoryLiveState(clock);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        EnrolmentConfig config = EnrolmentConfig.defaults().withMinFaceHeightPixels(LEAST_FACE_HEIGHT_PIXELS);
        Enroller enroller =
                new Enroller(vision(bench), stores.enrolment().references(), blobs, key, config, clock, meters);
        PhotoImporter.Ports ports = new PhotoImporter.Ports(
                stores.enrolment().imports(),
                stores.enrolment().photoImports(),
                stores.registry(),
                blobs,
                live,
                key,
                clock,
                meters);
        try (PhotoImporter importer =
                PhotoImporter.start(ports, enroller, config.photo().maxBytes())) {
            importAll(stores, blobs, importer, batches.subList(0, WARM_UP));
            progress.printf("importing %d photos 正在导入照片 …%n", photos);
            meter.reset();
            long began = System.nanoTime();
            long own = ownNanos();
            long database = databaseNanos(postgresPid);
            List<PhotoImport> done = importAll(stores, blobs, importer, batches.subList(WARM_UP, batches.size()));
            print(done, ownNanos() - own, databaseNanos(postgresPid) - database, System.nanoTime() - began);
        }
    }

    private void print(List<PhotoImport> done, long ownNanos, long databaseNanos, long wallNanos) {
        int accepted = done.stream().mapToInt(PhotoImport::getAccepted).sum();
        double all = (ownNanos + databaseNanos) / 1e6 / photos;
        double networks = meter.networkNanos() / 1e6 / photos;
        print("CPU ms per photo, all threads and the database 每张照片 CPU 毫秒(含数据库)%n");
        print("%-28s %8.1f%n", "import", all);
        print("%-28s %8.1f%n", "of it detector", meter.detectNanos() / 1e6 / photos);
        print("%-28s %8.1f%n", "of it aligner + embedder", meter.embedNanos() / 1e6 / photos);
        print("%-28s %8.1f%n", "of it decoder + encoder", meter.pictureNanos() / 1e6 / photos);
        print("%-28s %8.1f%n", "of it the database", databaseNanos / 1e6 / photos);
        print(
                "bench import: photos=%d accepted=%d cpu_ms_per_photo=%.1f detector_embedder_ms=%.1f ratio=%.2f"
                        + " photos_per_second=%.1f%n",
                photos, accepted, all, networks, all / networks, photos / (wallNanos / 1e9));
    }

    private void print(String format, Object... values) {
        out.printf(Locale.ROOT, format, values);
    }

    private List<PhotoImport> importAll(
            ApiStores stores, BlobStore blobs, PhotoImporter importer, List<Batch> batches) {
        List<PhotoImport> done = new ArrayList<>();
        long limit = System.nanoTime() + PATIENCE.toNanos();
        // all at first, so that the importer never waits for this thread
        List<String> ids = batches.stream()
                .map(batch -> upload(stores.enrolment().photoImports(), blobs, batch))
                .toList();
        for (int i = 0; i < batches.size(); i++) {
            Batch batch = batches.get(i);
            String id = ids.get(i);
            importer.poke();
            PhotoImport now = find(stores, id);
            while (!now.hasEndedAt()) {
                if (System.nanoTime() > limit) {
                    throw new IllegalStateException(
                            "bench import: not done within " + PATIENCE + " (likely cause: the machine is too slow)");
                }
                pause();
                now = find(stores, id);
            }
            if (now.getState() != PhotoImport.State.STATE_DONE || now.getDone() != batch.photos()) {
                throw new IllegalStateException("bench import: " + now.getState() + " after " + now.getDone() + " of "
                        + batch.photos() + " files (expected: DONE)");
            }
            done.add(now);
        }
        return done;
    }

    private static void pause() {
        try {
            // seldom: asking costs, too
            Thread.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped", e);
        }
    }

    private static PhotoImport find(ApiStores stores, String id) {
        return stores.enrolment().photoImports().find(id, Scope.REGION).orElseThrow();
    }

    private String upload(PhotoImportStore store, BlobStore blobs, Batch batch) {
        String id = store.start(
                        new PhotoImportStore.Fresh(
                                Ids.fresh(),
                                batch.institution(),
                                null,
                                batch.zip().size(),
                                null,
                                clock.instant(),
                                WHO),
                        1)
                .orElseThrow();
        byte[] zip = batch.zip().toByteArray();
        for (int from = 0; from < zip.length; from += PART_BYTES) {
            byte[] part = Arrays.copyOfRange(zip, from, Math.min(from + PART_BYTES, zip.length));
            String blob = blobs.put(Payload.wrap(part)).hex();
            store.addPart(id, new PhotoImportStore.Part(from, part.length, blob));
        }
        return id;
    }

    /** The first ones are for warming up. */
    private List<Batch> batches(ApiStores stores, Database database, ModelId model) {
        List<Portrait> portraits = Portraits.usable();
        String prefecture = Ids.fresh();
        stores.registry()
                .addPrefecture(Prefecture.newBuilder()
                        .setPrefectureId(prefecture)
                        .setName("bench")
                        .setCreatedAt(Times.timestamp(clock.instant()))
                        .build());
        List<Batch> batches = new ArrayList<>();
        int left = WARM_UP * portraits.size() + photos;
        while (left > 0) {
            int size = Math.min(left, portraits.size());
            batches.add(batch(stores, database, model, prefecture, portraits.subList(0, size)));
            left -= size;
        }
        return batches;
    }

    private Batch batch(
            ApiStores stores, Database database, ModelId model, String prefecture, List<Portrait> portraits) {
        String institution = Ids.fresh();
        stores.registry()
                .addInstitution(Institution.newBuilder()
                        .setInstitutionId(institution)
                        .setName("bench " + institution)
                        .setPrefectureId(prefecture)
                        .setCreatedAt(Times.timestamp(clock.instant()))
                        .build());
        List<ImportStore.Person> people = new ArrayList<>();
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream files = new ZipOutputStream(zip)) {
            for (Portrait portrait : portraits) {
                String name = nameOf(people.size());
                people.add(new ImportStore.Person(Ids.fresh(), name, Ids.fresh(), "", CONSENT));
                files.putNextEntry(new ZipEntry(name + ".jpg"));
                files.write(cut(portrait));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("zip", e);
        }
        for (int i = 0; i < photos / 2; i++) {
            people.add(new ImportStore.Person(Ids.fresh(), "other", Ids.fresh(), "", CONSENT));
        }
        stores.enrolment()
                .imports()
                .enter(new ImportStore.TraineeImport(
                        Ids.fresh(), institution, null, people.size(), people, List.of(), clock.instant(), WHO));
        others(database, model, people.subList(portraits.size(), people.size()));
        return new Batch(institution, Payload.wrap(zip.toByteArray()), portraits.size());
    }

    /** Without a number, which would be taken for a counter. */
    private static String nameOf(int number) {
        return "person " + (char) ('a' + number / 26) + (char) ('a' + number % 26);
    }

    /** References of people who are like nobody. */
    private void others(Database database, ModelId model, List<ImportStore.Person> people) {
        database.useTransaction(handle -> {
            var batch = handle.prepareBatch("""
                    INSERT INTO biometric_reference (reference_id, subject_id, model_id, sealed_template, image_sha256,
                                                     face_height_pixels, sharpness, enrolled_at, enrolled_by)
                    VALUES (:id, :subject, :model, :template, :id, 100, 50, now(), 'bench')
                    """);
            for (ImportStore.Person person : people) {
                byte[] template = anybody(model).toBytes();
                batch.bind("id", Ids.fresh())
                        .bind("subject", person.subject())
                        .bind("model", model.value())
                        .bind("template", key.seal(template, "template:" + person.subject()))
                        .add();
            }
            if (!people.isEmpty()) {
                batch.execute();
            }
        });
    }

    private FaceTemplate anybody(ModelId model) {
        float[] features = new float[512];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) random.nextGaussian();
        }
        return FaceTemplate.ofRaw(model, features);
    }

    /** The portrait, moved by some pixels: another picture of the same person. */
    private byte[] cut(Portrait portrait) {
        BufferedImage image = new BufferedImage(Portrait.SIZE, Portrait.SIZE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.drawImage(portrait.image(), random.nextInt(9) - 4, random.nextInt(9) - 4, null);
        graphics.dispose();
        try {
            ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
            ImageIO.write(image, "jpeg", jpeg);
            return jpeg.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("jpeg", e);
        }
    }

    private Vision vision(Bench bench) {
        var eyes = bench.vision();
        return new Vision(
                meter.decoder(eyes.stillDecoder()),
                meter.detector(eyes.detector()),
                (picture, face) -> meter.embedding(() -> eyes.aligner().align(picture, face)),
                meter.embedder(eyes.embedder()),
                meter.encoder(eyes.encoder()));
    }

    private static long ownNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static long databaseNanos(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(server -> Stream.concat(Stream.of(server), server.descendants()))
                .mapToLong(one ->
                        one.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
                .sum();
    }

    private static Path temporaryFolder() {
        try {
            // the database runs as another user
            return Files.createTempDirectory(
                    "shidao-bench", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
        } catch (IOException e) {
            throw new UncheckedIOException("temporary directory", e);
        }
    }
}
