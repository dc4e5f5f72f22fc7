package io.shidao.app.node;

import java.util.Map;

/** For commands that see without being a node. */
public final class Natives {
    private Natives() {}

    /** Must be called before the first native library is loaded; takes the same place as a node would. */
    public static void prepare(ShidaoConfig config, Map<String, String> environment) {
        CacheDirectory.useForNatives(CacheDirectory.choose(config.cacheDirectory(), environment));
    }
}
