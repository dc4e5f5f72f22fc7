package io.shidao.testkit.region;

import io.shidao.kernel.face.Box;
import io.shidao.kernel.media.Payload;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a modelled picture shows, in place of pixels. Its bytes are a whole JPEG of one grey block that carries the scene
 * in an application segment (ITU-T T.81, APP15), so that whatever checks the structure of pictures has something to
 * check, and no two scenes have one digest.
 *
 * @param width of the picture, pixels
 * @param height of the picture, pixels
 * @param faces in it
 */
public record Scene(int width, int height, List<Face> faces) {
    /**
     * A face in it.
     *
     * @param person seed of whose face it is
     * @param sitting seed of what the looks of one sitting have in common
     * @param look seed of this look
     * @param likeness cosine of this look with the person's enrolled face; 1 shows the face as enrolled
     * @param box where it is
     */
    public record Face(long person, long sitting, long look, double likeness, Box box) {}

    static final byte[] MAGIC = "shidao-scene-1".getBytes(StandardCharsets.US_ASCII);
    private static final int FACE_BYTES = 4 * 8 + 4 * 4;
    /** Bound of a segment: two bytes of length. */
    private static final int MOST_FACES = (65_533 - 14 - 12) / FACE_BYTES;

    private static final int AFTER_SOI = 2;

    /** A JPEG of 8 x 8 grey pixels, baseline, one component, with the shortest tables that are tables. */
    private static final byte[] GREY = grey();

    public Scene {
        faces = List.copyOf(faces);
        if (faces.size() > MOST_FACES) {
            throw new IllegalArgumentException(
                    "scene: " + faces.size() + " faces (expected: up to " + MOST_FACES + ")");
        }
    }

    /** The picture file. */
    public Payload toJpeg() {
        int length = MAGIC.length + contentBytes();
        ByteBuffer out = ByteBuffer.allocate(GREY.length + 4 + length);
        out.put(GREY, 0, AFTER_SOI).put((byte) 0xff).put((byte) 0xef).putShort((short) (length + 2));
        out.put(MAGIC);
        write(out);
        out.put(GREY, AFTER_SOI, GREY.length - AFTER_SOI);
        return Payload.wrap(out.array());
    }

    /** Reads what {@link #toJpeg} wrote. */
    public static Scene ofJpeg(Payload jpeg) {
        ByteBuffer in = jpeg.buffer();
        byte[] magic = new byte[MAGIC.length];
        if (in.remaining() < AFTER_SOI + 4 + MAGIC.length) {
            throw new IllegalArgumentException("scene: " + in.remaining() + " bytes (expected: a scene's JPEG)");
        }
        in.position(AFTER_SOI + 4);
        in.get(magic);
        if (!Arrays.equals(magic, MAGIC)) {
            throw new IllegalArgumentException("scene: none in this picture (expected: one that the region made)");
        }
        return read(in);
    }

    int contentBytes() {
        return 12 + FACE_BYTES * faces.size();
    }

    void write(ByteBuffer out) {
        out.putInt(width).putInt(height).putInt(faces.size());
        for (Face face : faces) {
            out.putLong(face.person())
                    .putLong(face.sitting())
                    .putLong(face.look())
                    .putDouble(face.likeness());
            Box box = face.box();
            out.putFloat(box.x()).putFloat(box.y()).putFloat(box.width()).putFloat(box.height());
        }
    }

    static Scene read(ByteBuffer in) {
        int width = in.getInt();
        int height = in.getInt();
        int count = in.getInt();
        List<Face> faces = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            faces.add(new Face(
                    in.getLong(),
                    in.getLong(),
                    in.getLong(),
                    in.getDouble(),
                    new Box(in.getFloat(), in.getFloat(), in.getFloat(), in.getFloat())));
        }
        return new Scene(width, height, faces);
    }

    /** The same picture scaled to this width, if that is smaller. */
    Scene scaledTo(int maxWidth) {
        float factor = Math.min(1, (float) maxWidth / width);
        return new Scene(
                Math.max(1, Math.round(width * factor)),
                Math.max(1, Math.round(height * factor)),
                faces.stream().map(face -> scaled(face, factor)).toList());
    }

    private static Face scaled(Face face, float factor) {
        Box box = face.box();
        return new Face(
                face.person(),
                face.sitting(),
                face.look(),
                face.likeness(),
                new Box(box.x() * factor, box.y() * factor, box.width() * factor, box.height() * factor));
    }

    private static byte[] grey() {
        ByteBuffer out = ByteBuffer.allocate(256);
        out.putShort((short) 0xffd8);
        out.putShort((short) 0xffdb).putShort((short) 67).put((byte) 0);
        for (int i = 0; i < 64; i++) {
            out.put((byte) 1);
        }
        out.putShort((short) 0xffc0).putShort((short) 11).put((byte) 8);
        out.putShort((short) 8).putShort((short) 8).put((byte) 1).put(new byte[] {1, 0x11, 0});
        huffman(out, 0x00);
        huffman(out, 0x10);
        out.putShort((short) 0xffda).putShort((short) 8).put(new byte[] {1, 1, 0, 0, 63, 0});
        // two codes of one bit, "0": no difference of the mean, and end of block; then ones up to the byte
        out.put((byte) 0x3f);
        out.putShort((short) 0xffd9);
        byte[] jpeg = new byte[out.position()];
        out.flip().get(jpeg);
        return jpeg;
    }

    /** One code, of one bit, for the value 0. */
    private static void huffman(ByteBuffer out, int table) {
        out.putShort((short) 0xffc4).putShort((short) 20).put((byte) table).put((byte) 1);
        out.put(new byte[15]).put((byte) 0);
    }
}
