package io.shidao.kernel.face;

import java.util.Map;

/**
 * A face turned and scaled to a template: 112 x 112 pixels as ArcFace takes them, by which its quality is measured, and
 * one chip for each other template that an embedder asks for, each warped from the picture itself. BGR, 8 bit, row by
 * row.
 *
 * <p>Not copied on the way: whoever passes an array gives it away.
 */
public final class AlignedFace implements Sensitive {
    /** Width and height in pixels of {@link #bgr()}. */
    public static final int SIDE = 112;

    private final byte[] bgr;
    private final Map<AlignmentTemplate, byte[]> chips;
    private final Landmarks landmarks;
    private final SampleQuality quality;

    public AlignedFace(byte[] bgr, Landmarks landmarks, SampleQuality quality) {
        this(bgr, Map.of(), landmarks, quality);
    }

    /** @param chips the same face at other templates */
    public AlignedFace(byte[] bgr, Map<AlignmentTemplate, byte[]> chips, Landmarks landmarks, SampleQuality quality) {
        requireBytes(bgr, AlignmentTemplate.ARCFACE_112);
        chips.forEach((template, chip) -> requireBytes(chip, template));
        this.bgr = bgr;
        this.chips = Map.copyOf(chips);
        this.landmarks = landmarks;
        this.quality = quality;
    }

    private static void requireBytes(byte[] chip, AlignmentTemplate template) {
        if (chip.length != template.bytes()) {
            throw new IllegalArgumentException(
                    "aligned face: " + chip.length + " bytes (expected: " + template.bytes() + ")");
        }
    }

    /** The 112 x 112 pixels themselves, not a copy: read only. */
    public byte[] bgr() {
        return bgr;
    }

    /**
     * The pixels at this template, not a copy: read only.
     *
     * @throws IllegalArgumentException when the aligner was not asked for it
     */
    public byte[] chip(AlignmentTemplate template) {
        if (template.equals(AlignmentTemplate.ARCFACE_112)) {
            return bgr;
        }
        byte[] chip = chips.get(template);
        if (chip == null) {
            throw new IllegalArgumentException("aligned face: no chip of " + template.width() + " x "
                    + template.height() + " (expected: a template that the aligner was made for)");
        }
        return chip;
    }

    public Landmarks landmarks() {
        return landmarks;
    }

    public SampleQuality quality() {
        return quality;
    }

    @Override
    public String toString() {
        return "AlignedFace[redacted]";
    }
}
