package io.shidao.adapters.vision;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;

/** Frees native memory when a piece of work ends, not when the garbage collector gets to it. */
final class Scoped {
    private Scoped() {}

    /** Everything native that the work makes in this thread is freed when it ends, unless it was retained. */
    @SuppressWarnings("try") // the scope works by being open
    static <T> T call(Supplier<T> work) {
        try (PointerScope scope = new PointerScope()) {
            return work.get();
        }
    }
}
