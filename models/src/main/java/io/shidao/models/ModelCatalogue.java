package io.shidao.models;

import io.shidao.kernel.media.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where each role's model comes from: the file that ships, whose digest must be the catalogue's, or a file of the
 * site's own. Immutable.
 */
public final class ModelCatalogue {
    private static final String FOLDER = "/models/";
    private static final long MAX_BYTES = 1L << 30;

    private final Properties shipped;
    private final Map<ModelRole, Path> replaced;

    private ModelCatalogue(Properties shipped, Map<ModelRole, Path> replaced) {
        this.shipped = shipped;
        this.replaced = replaced;
    }

    /** The models inside the jar. */
    public static ModelCatalogue shipped() {
        Properties properties = new Properties();
        try (InputStream in = resource("models.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new ModelException("models.properties: cannot be read", e);
        }
        return from(properties);
    }

    static ModelCatalogue from(Properties shipped) {
        return new ModelCatalogue(shipped, Map.of());
    }

    /** The same with another file for one role; its digest becomes part of its {@link Model#id}. */
    public ModelCatalogue with(ModelRole role, Path file) {
        Map<ModelRole, Path> all = new EnumMap<>(ModelRole.class);
        all.putAll(replaced);
        all.put(role, file);
        return new ModelCatalogue(shipped, all);
    }

    /** The licence of the role's shipped model, as an SPDX name. */
    public String licence(ModelRole role) {
        return property(role, "licence");
    }

    /** Where the role's shipped model comes from, in words. */
    public String provenance(ModelRole role) {
        return property(role, "provenance");
    }

    /**
     * Reads the role's model.
     *
     * @throws ModelException when it is missing or, for a shipped one, not the file it should be
     */
    public Model load(ModelRole role) {
        Path own = replaced.get(role);
        return own == null ? loadShipped(role) : loadOwn(role, own);
    }

    private Model loadShipped(ModelRole role) {
        String file = property(role, "file");
        byte[] bytes = read(file);
        Sha256 expected = new Sha256(property(role, "sha256"));
        Sha256 found = Sha256.of(bytes);
        if (!found.equals(expected)) {
            throw new ModelException("model " + file + ": SHA-256 " + found + " (expected: " + expected
                    + "; likely cause: the jar was altered or is damaged; what to do: install Shidao again)");
        }
        return new Model(role, stem(file), found, bytes);
    }

    private static Model loadOwn(ModelRole role, Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new ModelException("model " + file + ": " + Files.size(file) + " bytes (expected: up to 1 GiB)");
            }
            byte[] bytes = Files.readAllBytes(file);
            return new Model(role, stem(String.valueOf(file.getFileName())), Sha256.of(bytes), bytes);
        } catch (IOException e) {
            throw new ModelException(
                    "model " + file + ": cannot be read (expected: an ONNX file for role "
                            + role.name().toLowerCase(Locale.ROOT)
                            + "; likely cause: a wrong path or missing permission; what to do: correct the path, or"
                            + " leave the setting out to use the model that ships)",
                    e);
        }
    }

    private static byte[] read(String file) {
        try (InputStream in = resource(file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new ModelException("model " + file + ": cannot be read from the jar", e);
        }
    }

    private static InputStream resource(String file) {
        @Nullable InputStream in = ModelCatalogue.class.getResourceAsStream(FOLDER + file);
        if (in == null) {
            throw new ModelException("model " + file + ": not on the class path (expected: in shidao-models.jar; likely"
                    + " cause: the jar was built without its resources; what to do: mvn -pl models package)");
        }
        return in;
    }

    private String property(ModelRole role, String part) {
        String key = role.name().toLowerCase(Locale.ROOT) + "." + part;
        String value = shipped.getProperty(key);
        if (value == null) {
            throw new ModelException("models.properties: no " + key);
        }
        return value;
    }

    private static String stem(String file) {
        int dot = file.lastIndexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }
}
