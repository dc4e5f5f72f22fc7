package io.shidao.app.evaluate;

import io.shidao.adapters.ffmpeg.H264Encoder;
import io.shidao.adapters.ffmpeg.KeyFrameDecoder;
import io.shidao.adapters.ffmpeg.KeyFrameDecoderConfig;
import io.shidao.adapters.vision.Vision;
import io.shidao.kernel.face.AlignedFace;
import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.DetectedFace;
import io.shidao.kernel.face.Picture;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Photographs labelled people: as a photo for enrolment, or as faces of a given height in a 1080p picture that is
 * encoded, decoded, searched, aligned and embedded as the analyzer does it. Used by one thread at a time; the networks
 * may be shared.
 */
final class Studio implements AutoCloseable {
    static final int WIDTH = 1920;
    static final int HEIGHT = 1080;
    /** As a camera of 4 Mb/s with a key frame every two seconds spends on a key frame. */
    private static final int BITS_PER_KEY_FRAME = 2_000_000;
    /** Faces further apart than this do not disturb each other. */
    private static final double CELL_IN_FACES = 2.2;

    private static final int LEAST_CELL = 176;

    private final Vision vision;
    private final KeyFrameDecoder decoder;
    private final H264Encoder encoder;

    Studio(Vision vision) {
        this.vision = vision;
        this.decoder = KeyFrameDecoder.open(KeyFrameDecoderConfig.defaults());
        this.encoder = H264Encoder.open(WIDTH, HEIGHT, 1, 1, BITS_PER_KEY_FRAME);
    }

    /** A photo whose main face was found. */
    record Portrait(int person, int clip, int frame, BufferedImage photo, Box face) {}

    /** The photo and its main face; none when the detector sees none. */
    Optional<Portrait> portrait(int person, int clip, int frame, Path file) {
        try (Picture picture = decode(file)) {
            return mainFace(picture).map(face -> new Portrait(person, clip, frame, image(picture), face.box()));
        }
    }

    /** What an enrolment of this photo gives. */
    FaceShot enrol(Portrait portrait) {
        try (Picture picture = picture(portrait.photo())) {
            DetectedFace face = new DetectedFace(portrait.face(), 1);
            return shot(portrait, picture, face);
        }
    }

    private FaceShot shot(Portrait portrait, Picture picture, DetectedFace face) {
        AlignedFace aligned = vision.aligner().align(picture, face);
        return new FaceShot(
                portrait.person(),
                portrait.clip(),
                portrait.frame(),
                vision.embedder().embed(aligned),
                aligned.quality());
    }

    /** How many portraits fit into one picture at this face height. */
    static int capacity(double facePixels) {
        int cell = cell(facePixels);
        return (WIDTH / cell) * (HEIGHT / cell);
    }

    private static int cell(double facePixels) {
        return Math.max(LEAST_CELL, (int) Math.ceil(CELL_IN_FACES * facePixels));
    }

    /**
     * Puts the portraits into one picture and looks at it.
     *
     * @param facePixels height of the detector's box
     * @return in the order of the portraits; empty where the face was not found
     */
    List<Optional<FaceShot>> shoot(List<Portrait> portraits, double facePixels, SplittableRandom random) {
        int cell = cell(facePixels);
        int columns = WIDTH / cell;
        BufferedImage room = wall(random);
        for (int i = 0; i < portraits.size(); i++) {
            Portrait portrait = portraits.get(i);
            int left = i % columns * cell;
            int top = i / columns * cell;
            BufferedImage seat = copy(room.getSubimage(left, top, cell, cell));
            BufferedImage seen = CameraModel.see(
                    portrait.photo(),
                    facePixels / portrait.face().height(),
                    cell,
                    portrait.face().centreX(),
                    portrait.face().centreY(),
                    seat,
                    random);
            room.getRaster().setRect(left, top, seen.getRaster());
        }
        byte[] unit = encoder.encode(CameraModel.bytes(room));
        try (Picture picture = decoder.decode(Codec.H264, Payload.wrap(unit))) {
            List<DetectedFace> faces = vision.detector().detect(picture);
            List<Optional<FaceShot>> shots = new ArrayList<>();
            for (int i = 0; i < portraits.size(); i++) {
                double x = (i % columns + 0.5) * cell;
                int row = i / columns;
                double y = (row + 0.5) * cell;
                Portrait portrait = portraits.get(i);
                shots.add(nearest(faces, x, y, facePixels).map(face -> shot(portrait, picture, face)));
            }
            return shots;
        }
    }

    private static Optional<DetectedFace> nearest(List<DetectedFace> faces, double x, double y, double facePixels) {
        return faces.stream()
                .filter(face -> off(face.box(), x, y) < 0.5 * facePixels)
                .min(Comparator.comparingDouble(face -> off(face.box(), x, y)));
    }

    private static double off(Box box, double x, double y) {
        return Math.hypot(box.centreX() - x, box.centreY() - y);
    }

    /** Large and in the middle. */
    private Optional<DetectedFace> mainFace(Picture picture) {
        double side = Math.max(picture.width(), picture.height());
        return vision.detector().detect(picture).stream().max(Comparator.comparingDouble(face -> {
            double off = off(face.box(), picture.width() / 2.0, picture.height() / 2.0);
            return (Math.sqrt(face.box().area()) - 1.5 * off) / side;
        }));
    }

    private Picture decode(Path file) {
        try {
            return vision.stillDecoder().decode(Codec.JPEG, Payload.wrap(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedImage image(Picture picture) {
        BufferedImage image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_3BYTE_BGR);
        picture.bgr().duplicate().clear().get(CameraModel.bytes(image));
        return image;
    }

    private static Picture picture(BufferedImage image) {
        byte[] pixels = CameraModel.bytes(image);
        java.nio.ByteBuffer bgr = java.nio.ByteBuffer.allocateDirect(pixels.length + 64);
        bgr.put(pixels);
        return new Picture(image.getWidth(), image.getHeight(), bgr, () -> {});
    }

    private static BufferedImage copy(BufferedImage part) {
        BufferedImage copy = new BufferedImage(part.getWidth(), part.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = copy.createGraphics();
        graphics.drawImage(part, 0, 0, null);
        graphics.dispose();
        return copy;
    }

    /** A plain wall, lighter on one side. */
    private static BufferedImage wall(SplittableRandom random) {
        BufferedImage wall = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        byte[] pixels = CameraModel.bytes(wall);
        int base = random.nextInt(90, 150);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                byte value = (byte) (base + 40 * x / WIDTH + 20 * y / HEIGHT);
                int i = (y * WIDTH + x) * 3;
                pixels[i] = value;
                pixels[i + 1] = value;
                pixels[i + 2] = value;
            }
        }
        return wall;
    }

    @Override
    public void close() {
        encoder.close();
        decoder.close();
    }
}
