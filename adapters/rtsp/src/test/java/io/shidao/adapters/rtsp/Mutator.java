package io.shidao.adapters.rtsp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Spoils conversations: by whole pieces, by bytes, by numbers in text. One thread; the same seed spoils the same. */
final class Mutator {
    private static final String[] WORDS = {
        "-1",
        "0",
        "65536",
        "2147483648",
        "99999999999999999999",
        "%00",
        "*",
        "",
        "\r\n",
        "\r\n\r\n",
        "$",
        "RTSP/1.0",
        "Content-Length: 8192\r\n",
        "interleaved=300-301",
        "interleaved=1-0",
        "timeout=0",
        "timeout=999999",
        "rtsp://[::1]:0/",
        "rtsps://camera/1",
        "file:///etc/passwd",
        "stale=true",
        "qop=\"auth-int\"",
        "algorithm=MD5-sess",
        "sprop-parameter-sets=====",
        "packetization-mode=2",
        "m=video 0 RTP/AVP 96\r\n",
        "a=rtpmap:96 H265/90000\r\n",
        "302 Found",
        "401 Unauthorized",
        "454 Session Not Found",
        "100 Continue",
        "\u0000",
        "ÿþ"
    };
    private static final byte[] BYTES = {0, 1, 0x7f, (byte) 0x80, (byte) 0xff, '$', '\r', '\n', 28, 49 << 1};

    private final Random random;

    Mutator(Random random) {
        this.random = random;
    }

    byte[] mutate(Transcript transcript, List<Transcript> others) {
        List<byte[]> pieces = new ArrayList<>(transcript.pieces());
        for (int i = 0; i <= random.nextInt(4); i++) {
            mutatePieces(pieces, others.get(random.nextInt(others.size())).pieces());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        pieces.forEach(out::writeBytes);
        byte[] bytes = out.toByteArray();
        return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
    }

    private void mutatePieces(List<byte[]> pieces, List<byte[]> foreign) {
        if (pieces.isEmpty()) {
            return;
        }
        int at = random.nextInt(pieces.size());
        switch (random.nextInt(10)) {
            case 0 -> pieces.remove(at);
            case 1 -> pieces.add(at, pieces.get(random.nextInt(pieces.size())));
            case 2 -> pieces.set(at, pieces.get(random.nextInt(pieces.size())));
            case 3 -> pieces.add(at, foreign.get(random.nextInt(foreign.size())));
            case 4 -> repeat(pieces, at);
            default -> pieces.set(at, mutateBytes(pieces.get(at)));
        }
    }

    /** Often enough to look for what grows. */
    private void repeat(List<byte[]> pieces, int at) {
        byte[] piece = pieces.get(at);
        int times = random.nextInt(60);
        for (int i = 0; i < times; i++) {
            pieces.add(at, piece);
        }
    }

    private byte[] mutateBytes(byte[] piece) {
        if (piece.length == 0) {
            return piece;
        }
        int at = random.nextInt(piece.length);
        return switch (random.nextInt(7)) {
            case 0 -> flipped(piece, at);
            case 1 -> replaced(piece, at, at + 1, new byte[] {BYTES[random.nextInt(BYTES.length)]});
            case 2 -> replaced(piece, at, Math.min(piece.length, at + random.nextInt(40)), new byte[0]);
            case 3 -> replaced(piece, at, at, noise());
            case 4 -> replaced(piece, at, at, word());
            case 5 -> number(piece, at);
            default -> header(piece);
        };
    }

    private byte[] flipped(byte[] piece, int at) {
        byte[] copy = piece.clone();
        copy[at] ^= (byte) (1 << random.nextInt(8));
        return copy;
    }

    /** Another number in the place of the next one. */
    private byte[] number(byte[] piece, int at) {
        int from = at;
        while (from < piece.length && !Character.isDigit(piece[from])) {
            from++;
        }
        int to = from;
        while (to < piece.length && Character.isDigit(piece[to])) {
            to++;
        }
        return replaced(piece, from, to, word());
    }

    /** The first bytes of a packet matter most: frame, RTP and payload headers. */
    private byte[] header(byte[] piece) {
        byte[] copy = piece.clone();
        copy[random.nextInt(Math.min(copy.length, 22))] = (byte) random.nextInt(256);
        return copy;
    }

    private byte[] noise() {
        byte[] noise = new byte[random.nextInt(3) == 0 ? random.nextInt(3000) : random.nextInt(20)];
        random.nextBytes(noise);
        return noise;
    }

    private byte[] word() {
        return WORDS[random.nextInt(WORDS.length)].getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] replaced(byte[] piece, int from, int to, byte[] by) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(piece, 0, from);
        out.writeBytes(by);
        out.write(piece, to, piece.length - to);
        return out.toByteArray();
    }
}
