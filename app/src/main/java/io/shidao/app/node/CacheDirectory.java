package io.shidao.app.node;

import java.nio.file.Path;
import java.util.Map;

/** Where unpacked programs and native libraries lie: some 400 MB that every data directory can share. */
public final class CacheDirectory {
    private CacheDirectory() {}

    /** The configured one, or the usual place: /var/cache for root, whose server process is another user; else the home's. */
    public static Path choose(Path configured, Map<String, String> environment) {
        if (!configured.toString().isEmpty()) {
            return configured.toAbsolutePath().normalize();
        }
        if ("root".equals(System.getProperty("user.name"))) {
            return Path.of("/var/cache/shidao");
        }
        String standard = environment.getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
        return Path.of(standard, "shidao").toAbsolutePath();
    }

    /** Must be called before the first native library is loaded: it is unpacked there, once for all. */
    public static void useForNatives(Path cache) {
        System.setProperty(
                "org.bytedeco.javacpp.cachedir", cache.resolve("native").toString());
    }
}
