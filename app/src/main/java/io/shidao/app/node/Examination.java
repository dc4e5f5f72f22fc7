package io.shidao.app.node;

import com.sun.management.OperatingSystemMXBean;
import io.shidao.adapters.vision.Vision;
import io.shidao.analyzer.calibration.CalibrationSigner;
import io.shidao.api.calendar.WorkCalendar;
import io.shidao.app.data.DataDirectory;
import io.shidao.app.data.DataDirectoryException;
import io.shidao.app.data.Secrets;
import io.shidao.models.ModelCatalogue;
import io.shidao.models.ModelRole;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What {@code shidao doctor} looks at before a node is started. */
public final class Examination {
    private static final long LEAST_FREE_BYTES = 5L << 30;
    private static final long LEAST_MEMORY_BYTES = 3L << 30;

    /**
     * One thing that was looked at.
     *
     * @param message what was found, and when it is not good, what to do
     */
    public record Finding(boolean good, String subject, String message) {}

    private final List<Finding> findings = new ArrayList<>();

    private Examination() {}

    /** Looks at everything; changes nothing but that an empty data directory is made. */
    public static List<Finding> of(ShidaoConfig config, Path data, Map<String, String> environment) {
        Examination examination = new Examination();
        examination.machine();
        examination.programs(config);
        examination.directory(data);
        examination.key(data, environment);
        examination.port(config);
        examination.faces(config);
        examination.calendar(config);
        examination.models(config);
        examination.cache(config, environment);
        return List.copyOf(examination.findings);
    }

    private void machine() {
        String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        boolean known = platform.toLowerCase(Locale.ROOT).equals("linux amd64");
        add(
                known,
                "platform",
                platform + (known ? "" : " (expected: Linux amd64, for which the native parts are built)"));
        int java = Runtime.version().feature();
        add(java == 17, "java", "version " + java + (java == 17 ? "" : " (expected: 17; set JAVA_HOME)"));
        long memory =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        add(
                memory >= LEAST_MEMORY_BYTES,
                "memory",
                gigabytes(memory) + " GB" + (memory >= LEAST_MEMORY_BYTES ? "" : " (expected: 3 GB or more)"));
    }

    private void programs(ShidaoConfig config) {
        if (!config.postgres().embedded()) {
            return;
        }
        boolean there = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Paths.get(folder, "setpriv")));
        add(
                there,
                "setpriv",
                there
                        ? "found: the database ends with this program"
                        : "not found (expected: in PATH; Debian: apt-get install util-linux)");
    }

    private void directory(Path data) {
        try (DataDirectory opened = DataDirectory.open(data)) {
            long free = Files.getFileStore(opened.root()).getUsableSpace();
            boolean enough = free >= LEAST_FREE_BYTES;
            add(
                    enough,
                    "data",
                    opened.root() + ", " + gigabytes(free) + " GB free"
                            + (enough ? "" : " (expected: 5 GB or more, for 24 h of samples and for pictures)"));
        } catch (DataDirectoryException | IOException e) {
            add(false, "data", String.valueOf(e.getMessage()));
        }
    }

    private void key(Path data, Map<String, String> environment) {
        try {
            add(
                    true,
                    "signature",
                    Secrets.findDataKey(environment, data)
                            .map(key -> "calibrations are signed with the key whose public half (Ed25519) is "
                                    + CalibrationSigner.of(key).publicKey())
                            .orElse("no data key yet: it is made at the first start"));
        } catch (DataDirectoryException e) {
            add(false, "signature", String.valueOf(e.getMessage()));
        }
    }

    private void port(ShidaoConfig config) {
        int port = config.api().port();
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(config.api().host(), port));
            add(true, "port", config.api().host() + ":" + port + " is free");
        } catch (IOException e) {
            add(
                    false,
                    "port",
                    config.api().host() + ":" + port + ": " + e.getMessage()
                            + " (likely cause: a node already runs; or set api.port)");
        }
    }

    /** Only a node that runs can count: doctor opens no database. */
    private void faces(ShidaoConfig config) {
        FaceGauge.read(config.api())
                .ifPresentOrElse(
                        people -> add(
                                !config.api().people().warnsOf(people),
                                "faces",
                                people + " people with a stored face, of "
                                        + config.api().people().faceThreshold()
                                        + (config.api().people().warnsOf(people)
                                                ? " from which the provincial cyberspace administration has to be told"
                                                        + " within 30 working days: prepare the filing, and erase what is"
                                                        + " no longer needed"
                                                : " from which the authority has to be told")),
                        () -> add(
                                true, "faces", "not counted: no node answers here (start one, then run doctor again)"));
    }

    /** The arrangement of a year is announced in the autumn before: from December on the next one should be there. */
    private void calendar(ShidaoConfig config) {
        WorkCalendar calendar = new WorkCalendar(config.api().calendar());
        LocalDate today = LocalDate.now(ZoneId.of(config.api().people().zone()));
        Stream.of(today.getYear(), today.plusMonths(1).getYear())
                .distinct()
                .forEach(year -> add(
                        calendar.knows(year),
                        "calendar",
                        calendar.knows(year)
                                ? "holidays of " + year + " are known"
                                : "holidays of " + year
                                        + " are not configured: working days count Monday to Friday (what to"
                                        + " do: enter the State Council's arrangement in api.calendar)"));
    }

    private void models(ShidaoConfig config) {
        ModelCatalogue catalogue = ModelCatalogue.shipped();
        for (ModelRole role : ModelRole.values()) {
            try {
                add(true, "model", catalogue.load(role).id() + " matches its SHA-256");
            } catch (RuntimeException e) {
                add(false, "model", String.valueOf(e.getMessage()));
            }
        }
        List.of(
                        config.vision().models().detect(),
                        config.vision().models().landmark(),
                        config.vision().models().attack())
                .stream()
                .filter(file -> !file.toString().isEmpty())
                .forEach(file -> add(Files.isReadable(file), "model", file + " replaces one that ships"));
        embedder(config);
    }

    private void embedder(ShidaoConfig config) {
        try {
            add(true, "embedder", Vision.embedderOf(config.vision()) + ": references made by another are not compared");
        } catch (RuntimeException e) {
            add(false, "embedder", String.valueOf(e.getMessage()));
        }
    }

    private void cache(ShidaoConfig config, Map<String, String> environment) {
        Path cache = CacheDirectory.choose(config.cacheDirectory(), environment);
        try {
            Files.createDirectories(cache);
            add(Files.isWritable(cache), "cache", cache.toString());
        } catch (IOException e) {
            add(
                    false,
                    "cache",
                    cache + ": " + e.getMessage() + " (set cache-directory to a place that can be written)");
        }
    }

    private void add(boolean good, String subject, String message) {
        findings.add(new Finding(good, subject, message));
    }

    private static long gigabytes(long bytes) {
        return bytes >> 30;
    }
}
