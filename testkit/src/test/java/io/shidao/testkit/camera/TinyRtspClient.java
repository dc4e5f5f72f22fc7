package io.shidao.testkit.camera;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Just enough of an RTSP client to look a camera server in the eye. */
final class TinyRtspClient implements AutoCloseable {
    private static final int TIME_OUT_MILLIS = 1500;

    private final Socket socket;
    private final DataInputStream in;
    private int sequence;

    TinyRtspClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIME_OUT_MILLIS);
        in = new DataInputStream(socket.getInputStream());
    }

    /** The whole answer, body included. */
    String request(String method, String uri, String... headers) throws IOException {
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        send(method + " " + uri + " RTSP/1.0\r\nCSeq: " + ++sequence + "\r\n" + more + "\r\n");
        return readAnswer();
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private String readAnswer() throws IOException {
        StringBuilder head = new StringBuilder();
        int first = in.read();
        while (first == '$') {
            in.skipNBytes(1);
            in.skipNBytes(in.readUnsignedShort());
            first = in.read();
        }
        head.append((char) first);
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        Matcher length = Pattern.compile("Content-Length: (\\d+)").matcher(head);
        return length.find()
                ? head + new String(in.readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.US_ASCII)
                : head.toString();
    }

    /** Raw bytes, e.g. of an answer that is none. */
    byte[] read(int bytes) throws IOException {
        return in.readNBytes(bytes);
    }

    /** The next RTP packet that comes interleaved. */
    byte[] readPacket() throws IOException {
        return readPacket(0);
    }

    /** The next packet of this channel. */
    byte[] readPacket(int channel) throws IOException {
        while (true) {
            int dollar = in.readUnsignedByte();
            if (dollar != '$') {
                throw new IOException("not interleaved: " + dollar);
            }
            int number = in.readUnsignedByte();
            byte[] packet = in.readNBytes(in.readUnsignedShort());
            if (number == channel) {
                return packet;
            }
        }
    }

    /** The payloads of the next access unit: up to a packet with the marker. */
    List<byte[]> readPayloads() throws IOException {
        List<byte[]> payloads = new ArrayList<>();
        boolean last = false;
        while (!last) {
            byte[] packet = readPacket();
            payloads.add(Arrays.copyOfRange(packet, 12, packet.length));
            last = (packet[1] & 0x80) != 0;
        }
        return payloads;
    }

    void setUpAndPlay(String uri) throws IOException {
        String setUp = request("SETUP", uri + "/track1", "Transport: RTP/AVP/TCP;unicast;interleaved=0-1");
        String play = request("PLAY", uri);
        if (!setUp.startsWith("RTSP/1.0 200") || !play.startsWith("RTSP/1.0 200")) {
            throw new IOException(setUp + play);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
