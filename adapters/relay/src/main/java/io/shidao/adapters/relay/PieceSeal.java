package io.shidao.adapters.relay;

import io.shidao.kernel.media.LivePiece;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.media.SourceState;
import io.shidao.kernel.store.DataKey;
import io.shidao.kernel.store.StoreException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * Pieces as sealed bytes and back. Each is sealed for its number in the stream of one ticket, so none can be left out,
 * moved or put into another stream unnoticed. For one end of one stream.
 */
final class PieceSeal {
    private static final int START = 1;
    private static final int PICTURE = 2;
    private static final int BREAK = 3;
    private static final int END = 4;

    private final DataKey key;
    private final String nonce;
    private long number;

    PieceSeal(DataKey key, String nonce) {
        this.key = key;
        this.nonce = nonce;
    }

    byte[] seal(LivePiece piece) {
        return key.seal(plain(piece), purpose());
    }

    /** @throws StoreException CORRUPT when this is not the next piece of this stream */
    LivePiece open(byte[] sealed) {
        byte[] plain = key.open(sealed, purpose());
        try {
            return piece(plain);
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new StoreException(
                    StoreException.ErrorCode.CORRUPT,
                    "live piece: not readable (likely cause: nodes of different versions)",
                    e);
        }
    }

    private String purpose() {
        return "live-piece:" + nonce + ":" + number++;
    }

    private static byte[] plain(LivePiece piece) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            if (piece instanceof LivePiece.Start start) {
                out.writeByte(START);
                out.writeUTF(start.mediaType());
                out.writeInt(start.width());
                out.writeInt(start.height());
                out.write(start.bits().toByteArray());
            } else if (piece instanceof LivePiece.Picture picture) {
                out.writeByte(PICTURE);
                out.writeBoolean(picture.key());
                out.writeLong(picture.presentationMicros());
                writeTime(out, picture.capturedAt());
                out.write(picture.bits().toByteArray());
            } else if (piece instanceof LivePiece.Break broken) {
                out.writeByte(BREAK);
                out.writeUTF(broken.why().name());
            } else {
                out.writeByte(END);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static LivePiece piece(byte[] plain) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(plain));
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case START -> {
                String type = in.readUTF();
                int width = in.readInt();
                int height = in.readInt();
                yield new LivePiece.Start(type, width, height, Payload.wrap(in.readAllBytes()));
            }
            case PICTURE -> {
                boolean key = in.readBoolean();
                long micros = in.readLong();
                long seconds = in.readLong();
                int nanos = in.readInt();
                yield new LivePiece.Picture(
                        key, micros, Instant.ofEpochSecond(seconds, nanos), Payload.wrap(in.readAllBytes()));
            }
            case BREAK -> new LivePiece.Break(SourceState.valueOf(in.readUTF()));
            case END -> new LivePiece.End();
            default -> throw new IOException("kind " + kind);
        };
    }

    private static void writeTime(DataOutputStream out, Instant time) throws IOException {
        out.writeLong(time.getEpochSecond());
        out.writeInt(time.getNano());
    }
}
