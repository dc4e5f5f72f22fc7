package io.shidao.testkit.camera;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a client asks for in SETUP (RFC 2326, section 12.39); a number of -1 was not given. */
record TransportHeader(boolean tcp, int firstNumber, int clientPort) {
    private static final Pattern INTERLEAVED = Pattern.compile("interleaved=(\\d{1,3})");
    private static final Pattern CLIENT_PORT = Pattern.compile("client_port=(\\d{1,5})");

    static TransportHeader parse(String text) {
        boolean tcp = text.contains("RTP/AVP/TCP");
        return new TransportHeader(tcp, number(INTERLEAVED, text, tcp ? 0 : -1), number(CLIENT_PORT, text, -1));
    }

    private static int number(Pattern pattern, String text, int otherwise) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : otherwise;
    }

    boolean isInterleaved() {
        return tcp && firstNumber >= 0 && firstNumber < 255;
    }

    boolean isUdp() {
        return !tcp && clientPort > 0 && clientPort < 65535;
    }

    InetSocketAddress clientAddress(Channel connection) {
        return new InetSocketAddress(((InetSocketAddress) connection.remoteAddress()).getAddress(), clientPort);
    }

    String interleavedAnswer() {
        return "RTP/AVP/TCP;unicast;interleaved=" + firstNumber + "-" + (firstNumber + 1);
    }

    String udpAnswer(int serverPort) {
        return "RTP/AVP/UDP;unicast;client_port=" + clientPort + "-" + (clientPort + 1) + ";server_port=" + serverPort
                + "-" + (serverPort + 1);
    }
}
