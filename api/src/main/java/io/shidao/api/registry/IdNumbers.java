package io.shidao.api.registry;

import io.shidao.kernel.store.DataKey;
import java.util.Optional;

/** ID numbers as they are known: by a keyed hash. Thread-safe. */
public final class IdNumbers {
    private final DataKey key;

    public IdNumbers(DataKey key) {
        this.key = key;
    }

    /** Empty when the text is no ID number. */
    public Optional<String> hash(String text) {
        try {
            return Optional.of(IdNumber.of(text).hash(key));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
