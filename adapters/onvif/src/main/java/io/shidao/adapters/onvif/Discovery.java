package io.shidao.adapters.onvif;

import io.shidao.ingest.camera.CameraException;
import io.shidao.ingest.camera.CameraException.ErrorCode;
import io.shidao.ingest.camera.FoundCamera;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks by UDP who is there (WS-Discovery, April 2005, as ONVIF Core wants it): a probe for video transmitters and one for
 * devices, each sent twice because packets get lost. Stateless.
 */
final class Discovery {
    /** Where devices listen. */
    static final int PORT = 3702;

    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);
    private static final String GROUP = "239.255.255.250";
    private static final Duration REPEAT = Duration.ofMillis(200);
    private static final int LONGEST_PACKET = 65_507;
    private static final int PACKETS_PER_CAMERA = 16;

    private final OnvifConfig config;
    private final Addresses addresses;

    Discovery(OnvifConfig config, Addresses addresses) {
        this.config = config;
        this.addresses = addresses;
    }

    /** Everybody on the networks of this machine. */
    List<FoundCamera> everybody(Duration wait) {
        List<NetworkInterface> networks = networks();
        if (networks.isEmpty()) {
            throw new CameraException(
                    ErrorCode.UNREACHABLE,
                    "discovery: this machine has no network for multicast (name a camera's host instead)");
        }
        InetSocketAddress group = new InetSocketAddress(GROUP, PORT);
        return ask(group, networks, wait);
    }

    /** One device. */
    List<FoundCamera> one(InetSocketAddress device, Duration wait) {
        return ask(device, List.of(), wait);
    }

    private static List<NetworkInterface> networks() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(Discovery::isUsable)
                    .toList();
        } catch (SocketException e) {
            throw unusable(e);
        }
    }

    private static boolean isUsable(NetworkInterface network) {
        try {
            return network.isUp()
                    && !network.isLoopback()
                    && network.supportsMulticast()
                    && network.inetAddresses().anyMatch(Inet4Address.class::isInstance);
        } catch (SocketException e) {
            return false;
        }
    }

    private List<FoundCamera> ask(InetSocketAddress whom, List<NetworkInterface> networks, Duration wait) {
        List<String> ids = List.of("urn:uuid:" + UUID.randomUUID(), "urn:uuid:" + UUID.randomUUID());
        ProbeMatches matches = new ProbeMatches(Set.copyOf(ids), addresses, config.maxCameras());
        List<byte[]> probes = List.of(
                probe(ids.get(0), Namespaces.NETWORK, "NetworkVideoTransmitter"),
                probe(ids.get(1), Namespaces.DEVICE, "Device"));
        long start = System.nanoTime();
        try (DatagramSocket socket = new DatagramSocket()) {
            send(socket, probes, whom, networks);
            receive(socket, matches, start + REPEAT.toNanos());
            send(socket, probes, whom, networks);
            receive(socket, matches, start + wait.toNanos());
        } catch (IOException e) {
            throw unusable(e);
        }
        return matches.found();
    }

    private static void send(
            DatagramSocket socket, List<byte[]> probes, InetSocketAddress whom, List<NetworkInterface> networks)
            throws IOException {
        if (networks.isEmpty()) {
            send(socket, probes, whom);
        }
        for (NetworkInterface network : networks) {
            try {
                socket.setOption(StandardSocketOptions.IP_MULTICAST_IF, network);
                send(socket, probes, whom);
            } catch (IOException e) {
                LOG.info("Cameras cannot be asked for on network {}: {}", network.getName(), e.getMessage());
            }
        }
    }

    private static void send(DatagramSocket socket, List<byte[]> probes, InetSocketAddress whom) throws IOException {
        for (byte[] probe : probes) {
            socket.send(new DatagramPacket(probe, probe.length, whom));
        }
    }

    /** Until the time, or until more packets have come than cameras could reasonably send. */
    private void receive(DatagramSocket socket, ProbeMatches matches, long untilNanos) throws IOException {
        byte[] buffer = new byte[LONGEST_PACKET];
        int foreign = 0;
        for (int packets = 0; packets < PACKETS_PER_CAMERA * config.maxCameras(); packets++) {
            Optional<DatagramPacket> packet = receive(socket, buffer, untilNanos);
            if (packet.isEmpty()) {
                break;
            }
            byte[] bytes = Arrays.copyOf(buffer, packet.get().getLength());
            if (!matches.take(bytes, packet.get().getAddress())) {
                foreign++;
            }
        }
        if (foreign > 0) {
            LOG.info("{} packets were no answers to the probe", foreign);
        }
    }

    private static Optional<DatagramPacket> receive(DatagramSocket socket, byte[] buffer, long untilNanos)
            throws IOException {
        long leftMillis = TimeUnit.NANOSECONDS.toMillis(untilNanos - System.nanoTime());
        if (leftMillis <= 0) {
            return Optional.empty();
        }
        try {
            socket.setSoTimeout((int) Math.min(leftMillis, Integer.MAX_VALUE));
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            socket.receive(packet);
            return Optional.of(packet);
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        }
    }

    private static byte[] probe(String id, String namespace, String type) {
        String envelope = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><s:Envelope xmlns:s=\"" + Namespaces.SOAP
                + "\" xmlns:a=\"" + Namespaces.ADDRESSING + "\" xmlns:d=\"" + Namespaces.DISCOVERY
                + "\"><s:Header><a:MessageID>" + id + "</a:MessageID><a:To s:mustUnderstand=\"true\">"
                + "urn:schemas-xmlsoap-org:ws:2005:04:discovery</a:To><a:Action s:mustUnderstand=\"true\">"
                + Namespaces.DISCOVERY + "/Probe</a:Action></s:Header><s:Body><d:Probe><d:Types xmlns:t=\"" + namespace
                + "\">t:" + type + "</d:Types></d:Probe></s:Body></s:Envelope>";
        return envelope.getBytes(StandardCharsets.UTF_8);
    }

    private static CameraException unusable(IOException cause) {
        return new CameraException(
                ErrorCode.UNREACHABLE, "discovery: the network cannot be used, " + cause.getMessage(), cause);
    }
}
