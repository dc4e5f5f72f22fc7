package io.shidao.adapters.vision;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * Labelled photos of real people that lie in a folder {@code shared} beside the checkout, or where the system property
 * {@code shidao.shared} says; never part of the project.
 */
@NullMarked
final class LabelledPhotos {
    private final Path root;

    private LabelledPhotos(Path root) {
        this.root = root;
    }

    static Optional<LabelledPhotos> find() {
        String property = System.getProperty("shidao.shared");
        Path root = property == null ? besideTheCheckout() : Path.of(property);
        return root != null && Files.isDirectory(root.resolve("faces"))
                ? Optional.of(new LabelledPhotos(root))
                : Optional.empty();
    }

    private static @Nullable Path besideTheCheckout() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null) {
            Path shared = folder.resolveSibling("shared");
            if (Files.isRegularFile(folder.resolve("pom.xml")) && Files.isDirectory(shared.resolve("faces"))) {
                return shared;
            }
            folder = folder.getParent();
        }
        return null;
    }

    /** One photo of a person; photos of different clips are independent. */
    record Photo(String person, String clip, Path file) {}

    /** The first photo of every clip of a set ({@code faces}, {@code faces-c}), without the excluded ones. */
    List<Photo> clips(String set) {
        Set<String> excluded = excluded(set);
        List<Photo> photos = new ArrayList<>();
        for (Path person : list(root.resolve(set))) {
            for (Path file : Files.isDirectory(person) ? list(person) : List.<Path>of()) {
                String name = file.getFileName().toString();
                String clip = name.substring(0, 1);
                if (name.endsWith("0.jpg") && !excluded.contains(person.getFileName() + "/" + clip)) {
                    photos.add(new Photo(person.getFileName().toString(), clip, file));
                }
            }
        }
        return photos;
    }

    /** The same of every {@code step}-th person of the set. */
    List<Photo> clipsOfSome(String set, int step) {
        List<Photo> all = clips(set);
        List<String> people = all.stream().map(Photo::person).distinct().toList();
        Set<String> some = IntStream.range(0, people.size())
                .filter(i -> i % step == 0)
                .mapToObj(people::get)
                .collect(Collectors.toSet());
        return all.stream().filter(photo -> some.contains(photo.person())).toList();
    }

    private Set<String> excluded(String set) {
        Path file = root.resolve(set).resolve("exclude.tsv");
        Set<String> excluded = new HashSet<>();
        for (String line : Files.exists(file) ? lines(file) : List.<String>of()) {
            String[] fields = line.split("\t", -1);
            excluded.add(fields[0] + "/" + fields[1]);
        }
        return excluded;
    }

    /** A face marked in a group photo. */
    record MarkedFace(Path file, float x1, float y1, float x2, float y2) {}

    List<MarkedFace> groups() {
        Path groups = root.resolve("groups");
        return lines(groups.resolve("boxes.tsv")).stream()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .map(f -> new MarkedFace(
                        groups.resolve(f[0]),
                        Float.parseFloat(f[1]),
                        Float.parseFloat(f[2]),
                        Float.parseFloat(f[3]),
                        Float.parseFloat(f[4])))
                .toList();
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
