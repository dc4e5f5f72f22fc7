package io.shidao.kernel.media;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Immutable compressed bits with value equality. The text form tells the size only: bits may show a face.
 *
 * <p>Wrapping does not copy; whoever wraps an array gives it away.
 */
public final class Payload {
    private final byte[] bytes;

    private Payload(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes over {@code bytes} without a copy: the caller must not change them afterwards. */
    public static Payload wrap(byte[] bytes) {
        return new Payload(bytes);
    }

    public int size() {
        return bytes.length;
    }

    /** The first {@code length} bytes, or this when that is all of them. */
    public Payload head(int length) {
        return length >= bytes.length ? this : new Payload(Arrays.copyOf(bytes, length));
    }

    public byte byteAt(int index) {
        return bytes[index];
    }

    /** A read-only view, without a copy. */
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    public InputStream stream() {
        return new ByteArrayInputStream(bytes);
    }

    /** A copy. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** The digest under which the payload is known as evidence. */
    public Sha256 sha256() {
        return Sha256.of(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Payload[" + bytes.length + " bytes]";
    }
}
