package io.shidao.adapters.rtsp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ServerSocketFactory;

/**
 * A camera that sends given packets, without a rhythm, to each client that asks, and then stays silent. For what the
 * camera server does not speak: H.265, TLS. A thread for each client.
 */
final class PacketServer implements AutoCloseable {
    private final ServerSocket socket;
    private final String description;
    private final List<byte[]> packets;

    /** @param description for DESCRIBE: a session description, or a whole answer of another kind */
    PacketServer(ServerSocketFactory sockets, String description, List<byte[]> packets) throws IOException {
        this.socket = sockets.createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        this.description = description;
        this.packets = packets;
        start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "packet-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                start(() -> serve(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
            OutputStream out = client.getOutputStream();
            String method = "";
            String sequence = "";
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.endsWith(" RTSP/1.0")) {
                    method = line.substring(0, line.indexOf(' '));
                } else if (line.startsWith("CSeq: ")) {
                    sequence = line.substring(6);
                } else if (line.isEmpty()) {
                    answer(out, method, sequence);
                }
            }
        } catch (IOException e) {
            // the client has gone, or refused our certificate: what the test looks at
        }
    }

    private void answer(OutputStream out, String method, String sequence) throws IOException {
        if (method.equals("DESCRIBE") && description.startsWith("RTSP/")) {
            out.write(description.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return;
        }
        String body = method.equals("DESCRIBE") ? description : "";
        String head = "RTSP/1.0 200 OK\r\nCSeq: " + sequence + "\r\nSession: 1\r\n"
                + (method.equals("SETUP") ? "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n" : "")
                + (body.isEmpty() ? "" : "Content-Type: application/sdp\r\nContent-Length: " + body.length() + "\r\n")
                + "\r\n" + body;
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        if (method.equals("PLAY")) {
            for (byte[] packet : packets) {
                out.write(Packets.interleaved(0, packet));
            }
        }
        out.flush();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
