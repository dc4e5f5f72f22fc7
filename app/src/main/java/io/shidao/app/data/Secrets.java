package io.shidao.app.data;

import io.shidao.kernel.store.DataKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Secrets come from outside the database: from the environment, or from files that only this user can read. The data
 * key is made at the first start of a data directory unless the environment brings one.
 */
public final class Secrets {
    /** Environment variable with the data key as 64 hexadecimal digits. */
    public static final String DATA_KEY_VARIABLE = "SHIDAO_DATA_KEY";

    /** Environment variables that hold secrets and are therefore no settings. */
    public static final Set<String> VARIABLES = Set.of(DATA_KEY_VARIABLE);

    private Secrets() {}

    /** The key from the environment, else from {@code data.key} in {@code directory}, made when missing. */
    public static DataKey dataKey(Map<String, String> environment, Path directory) {
        String fromEnvironment = environment.get(DATA_KEY_VARIABLE);
        if (fromEnvironment != null) {
            return parse(fromEnvironment, DATA_KEY_VARIABLE);
        }
        Path file = directory.resolve("data.key");
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            return parse(Files.readString(file).strip(), file.toString());
        } catch (IOException e) {
            throw new DataDirectoryException("data key " + file + ": " + e.getMessage(), e);
        }
    }

    /** The key as {@link #dataKey} gives it, but none is made. */
    public static Optional<DataKey> findDataKey(Map<String, String> environment, Path directory) {
        boolean there = environment.containsKey(DATA_KEY_VARIABLE) || Files.exists(directory.resolve("data.key"));
        return there ? Optional.of(dataKey(environment, directory)) : Optional.empty();
    }

    private static void create(Path file) throws IOException {
        Path fresh = Files.createTempFile(
                file.getParent(),
                "data",
                ".key",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, HexFormat.of().formatHex(DataKey.generate()) + "\n");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static DataKey parse(String hex, String origin) {
        try {
            return DataKey.of(HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException e) {
            throw new DataDirectoryException(
                    "data key from " + origin + ": not readable (expected: 64 hexadecimal digits)");
        }
    }
}
