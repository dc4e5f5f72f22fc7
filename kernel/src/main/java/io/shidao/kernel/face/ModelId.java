package io.shidao.kernel.face;

import java.util.regex.Pattern;

/** Name of an embedder's model with the first digits of its file's SHA-256, e.g. {@code fr_feature-87aacdfe}. */
public record ModelId(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.-]{1,80}");

    public ModelId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("model id: '" + value + "' (expected: 1 to 80 of A-Z a-z 0-9 _ . -)");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
