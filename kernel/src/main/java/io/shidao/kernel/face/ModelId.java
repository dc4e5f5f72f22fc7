package io.shidao.kernel.face;

import java.util.regex.Pattern;

/**
 * Name of what makes features: the embedder's file with the first digits of its SHA-256, e.g. {@code
 * fr_feature-87aacdfe}, followed by those of its specification where that is not the usual one; several with their
 * weights in hundredths when they are fused, e.g. {@code w60_fr_feature-87aacdfe.w40_ours-0a1b2c3d-4e5f6071}.
 */
public record ModelId(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.-]{1,140}");

    public ModelId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("model id: '" + value + "' (expected: 1 to 140 of A-Z a-z 0-9 _ . -)");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
