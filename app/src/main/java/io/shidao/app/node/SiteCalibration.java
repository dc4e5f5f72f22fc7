package io.shidao.app.node;

import com.linecorp.armeria.common.prometheus.PrometheusMeterRegistries;
import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.calibration.PostgresCalibrationStore;
import io.shidao.adapters.postgres.calibration.PostgresEnrolledPopulation;
import io.shidao.adapters.vision.Vision;
import io.shidao.analyzer.calibrate.EnrolledPopulation;
import io.shidao.analyzer.calibrate.SiteMeasurement;
import io.shidao.analyzer.calibration.Calibration;
import io.shidao.analyzer.calibration.CalibrationFile;
import io.shidao.analyzer.calibration.CalibrationSigner;
import io.shidao.analyzer.calibration.CalibrationStore;
import io.shidao.analyzer.calibration.NonMatedScores;
import io.shidao.analyzer.calibration.SignedCalibration;
import io.shidao.app.data.DataDirectory;
import io.shidao.app.data.DataDirectoryException;
import io.shidao.app.data.Secrets;
import io.shidao.kernel.face.ModelId;
import io.shidao.kernel.store.DataKey;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/** The calibrations of an installation, for {@code shidao calibrate}: its database and its key, without its services. */
public final class SiteCalibration implements AutoCloseable {
    /** A draw of so many tells a tail as far as it is used, and is compared in seconds. */
    private static final int MOST_PEOPLE = 5000;

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Resources resources;
    private final ModelId model;
    private final EnrolledPopulation population;
    private final CalibrationStore store;
    private final CalibrationSigner signer;
    private final CalibrationChoice choice;
    private final Clock clock;

    private SiteCalibration(Resources resources, ModelId model, Database database, DataKey key, Clock clock) {
        this.resources = resources;
        this.model = model;
        this.population = new PostgresEnrolledPopulation(database, key);
        this.store = new PostgresCalibrationStore(database);
        this.signer = CalibrationSigner.of(key);
        this.choice = new CalibrationChoice(store, signer);
        this.clock = clock;
    }

    /**
     * Opens the database; our own one is started for this, which needs the data directory for ourselves.
     *
     * @throws DataDirectoryException when a node holds the data directory, or there is no data key
     */
    public static SiteCalibration open(
            ShidaoConfig config, Path dataPath, Map<String, String> environment, Clock clock) {
        ModelId model = Vision.embedderOf(config.vision());
        Resources resources = new Resources();
        try {
            boolean embedded = config.postgres().embedded();
            Path root = embedded ? ownDirectory(dataPath, resources).root() : dataPath.toAbsolutePath();
            DataKey key = Secrets.findDataKey(environment, root)
                    .orElseThrow(() -> new DataDirectoryException("data directory " + root + ": no data key (expected:"
                            + " one in which a node has run; give it with --data, or the key in "
                            + Secrets.DATA_KEY_VARIABLE + ")"));
            Path cache = CacheDirectory.choose(config.cacheDirectory(), environment);
            Database database =
                    Engines.database(config, root, cache, resources, PrometheusMeterRegistries.newRegistry());
            return new SiteCalibration(resources, model, database, key, clock);
        } catch (RuntimeException e) {
            resources.close();
            throw e;
        }
    }

    private static DataDirectory ownDirectory(Path path, Resources resources) {
        try {
            return resources.keep(DataDirectory.open(path));
        } catch (DataDirectoryException e) {
            throw new DataDirectoryException(
                    e.getMessage()
                            + "; calibrate starts the data directory's own database, so a node that runs on it has"
                            + " to be stopped for that time; with a database of your own (postgres.embedded = false) it"
                            + " need not",
                    e);
        }
    }

    /** Measures the non-mated side again on the enrolled people, says what came out, and keeps it. */
    public void measure(long seed, boolean dryRun, PrintStream out) {
        Calibration base = choice.whole(model);
        SiteMeasurement measurement = SiteMeasurement.of(population.read(model, MOST_PEOPLE), base, seed);
        out.printf(
                "calibrate: %d people of %d institutions, %d pairs, %d comparisons with rosters%n",
                measurement.people(), measurement.institutions(), measurement.pairs(), measurement.rosterComparisons());
        out.printf(
                "%-10s %8s %10s  score beyond which lie 50 %%, 10 %%, 1 %%, .1 %%, .01 %%%n", "", "mean", "deviation");
        print("earlier", measurement.earlier(), out);
        print("measured", measurement.measured(), out);
        print("to be used", measurement.shrunk(), out);
        Instant now = clock.instant();
        Calibration calibration = measurement.applyTo(
                base, SiteMeasurement.id(model, stamp(now)), LocalDate.ofInstant(now, ZoneOffset.UTC));
        if (dryRun) {
            out.print(CalibrationFile.write(calibration));
            out.println("calibrate: nothing kept (--dry-run)");
        } else {
            keep(calibration, out);
        }
    }

    /** Part of a calibration's id that tells when it was measured. */
    public static String stamp(Instant at) {
        return STAMP.format(at);
    }

    private static void print(String name, NonMatedScores scores, PrintStream out) {
        out.printf("%-10s %8.4f %10.4f ", name, scores.mean(), scores.deviation());
        scores.tail().curve().knots().forEach(knot -> out.printf(" %6.3f", knot.x()));
        out.println();
    }

    /** Signs and keeps it: from its next start on, a node decides by it. */
    public void keep(Calibration calibration, PrintStream out) {
        SignedCalibration signed = signer.sign(calibration, clock.instant(), System.getProperty("user.name", ""));
        store.add(signed);
        out.println("calibrate: kept " + signed.id() + ", signature " + signed.signature());
        out.println("calibrate: a node decides by it from its next start on");
        printKey(out);
    }

    /** Lists what is kept, and which of it counts for the configured model. */
    public void show(PrintStream out) {
        List<SignedCalibration> kept = store.list();
        for (SignedCalibration calibration : kept) {
            out.printf(
                    "%-48s %s  by %-12s %s%n",
                    calibration.id(),
                    calibration.madeAt(),
                    calibration.madeBy(),
                    signer.isSigned(calibration) ? "signature good" : "SIGNATURE BAD: not used, see --remove");
        }
        printKey(out);
        out.println("calibrate: " + kept.size() + " kept; in use for " + model + ": "
                + choice.inUse(model).id());
    }

    /** Takes one out of use. */
    public void remove(String id, PrintStream out) {
        out.println(store.remove(id) ? "calibrate: removed " + id : "calibrate: no " + id + " (see --show)");
        out.println(
                "calibrate: in use for " + model + ": " + choice.inUse(model).id());
    }

    private void printKey(PrintStream out) {
        out.println("calibrate: public key (Ed25519) " + signer.publicKey());
    }

    @Override
    public void close() {
        resources.close();
    }
}
