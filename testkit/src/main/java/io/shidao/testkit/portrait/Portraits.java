package io.shidao.testkit.portrait;

import io.shidao.kernel.media.Payload;
import io.shidao.testkit.portrait.Portrait.FaceSpot;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** All 72 portraits, read from the class path. */
public final class Portraits {
    private static final List<Portrait> ALL = load();

    private Portraits() {}

    /** In a fixed order: women before men, by number. */
    public static List<Portrait> all() {
        return ALL;
    }

    /** Those that show a face somebody can be enrolled with. */
    public static List<Portrait> usable() {
        return ALL.stream().filter(Portrait::isUsable).toList();
    }

    /** @throws IllegalArgumentException when there is none of that id */
    public static Portrait get(String id) {
        return ALL.stream()
                .filter(portrait -> portrait.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("portrait: " + id + " (expected: e.g. female-07 or male-31)"));
    }

    private static List<Portrait> load() {
        try (BufferedReader table =
                new BufferedReader(new InputStreamReader(open("/portrait-faces.csv"), StandardCharsets.UTF_8))) {
            return table.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(Portraits::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("portraits", e);
        }
    }

    /** A line of the table: id, centre x, centre y, height, usable or not. */
    private static Portrait parse(String line) {
        String[] cells = line.split(",", -1);
        FaceSpot face = new FaceSpot(
                Float.parseFloat(cells[1]),
                Float.parseFloat(cells[2]),
                Float.parseFloat(cells[3]),
                cells[4].equals("usable"));
        return new Portrait(cells[0], Payload.wrap(read(cells[0])), face);
    }

    private static byte[] read(String id) {
        String[] parts = id.split("-", 2);
        try (InputStream in = open("/portraits/" + parts[0] + "/" + Integer.parseInt(parts[1]) + ".jpg")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("portrait " + id, e);
        }
    }

    private static InputStream open(String name) throws IOException {
        InputStream in = Portraits.class.getResourceAsStream(name);
        if (in == null) {
            throw new FileNotFoundException(
                    name + " (expected: on the class path; likely cause: the build did not fetch" + " the portraits)");
        }
        return in;
    }
}
