package io.shidao.app.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Function;
import java.util.stream.Stream;

/** Folders that last as long as a command. */
public final class TemporaryFolder {
    private TemporaryFolder() {}

    /** @param prefix of its name */
    public static Path make(String prefix) {
        try {
            return Files.createTempDirectory(prefix);
        } catch (IOException e) {
            throw new UncheckedIOException("temporary directory", e);
        }
    }

    /**
     * What is opened on a new folder, and removes it when it is closed. When it cannot be opened, nothing is left of the
     * folder.
     *
     * @param prefix of its name
     */
    public static <T> T open(String prefix, Function<Path, T> opening) {
        Path folder = make(prefix);
        try {
            return opening.apply(folder);
        } catch (RuntimeException | Error e) {
            deleteBeside(folder, e);
            throw e;
        }
    }

    private static void deleteBeside(Path folder, Throwable failure) {
        try {
            delete(folder);
        } catch (UncheckedIOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Removes it with all that it holds. */
    public static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("temporary directory " + folder, e);
        }
    }
}
