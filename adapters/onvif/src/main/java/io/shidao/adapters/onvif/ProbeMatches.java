package io.shidao.adapters.onvif;

import io.shidao.ingest.camera.CameraException;
import io.shidao.ingest.camera.FoundCamera;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.w3c.dom.Element;

/** Collects answers to a probe, one for each endpoint; those to other questions are none. Not thread-safe. */
final class ProbeMatches {
    private static final String SCOPE = "onvif://www.onvif.org/";
    private static final int LONGEST_NAME = 64;
    private static final int MOST_SERVICES = 8;

    private final Set<String> questions;
    private final Addresses addresses;
    private final int most;
    private final Map<String, FoundCamera> found = new LinkedHashMap<>();

    /**
     * Starts empty.
     *
     * @param questions ids of the messages that were sent
     * @param most how many endpoints are kept
     */
    ProbeMatches(Set<String> questions, Addresses addresses, int most) {
        this.questions = questions;
        this.addresses = addresses;
        this.most = most;
    }

    List<FoundCamera> found() {
        return List.copyOf(found.values());
    }

    /** Takes a packet; returns whether it was an answer to our questions. */
    boolean take(byte[] packet, InetAddress sender) {
        Element envelope;
        try {
            envelope = Xml.parse(packet);
        } catch (CameraException e) {
            return false;
        }
        if (!questions.contains(Xml.at(envelope, Namespaces.SOAP, "Header")
                .map(header -> Xml.text(header, Namespaces.ADDRESSING, "RelatesTo"))
                .orElse(""))) {
            return false;
        }
        Xml.at(envelope, Namespaces.SOAP, "Body")
                .flatMap(body -> Xml.at(body, Namespaces.DISCOVERY, "ProbeMatches"))
                .map(matches -> Xml.children(matches, Namespaces.DISCOVERY, "ProbeMatch"))
                .ifPresent(matches -> matches.forEach(match -> take(match, sender)));
        return true;
    }

    private void take(Element match, InetAddress sender) {
        String endpoint = Xml.at(match, Namespaces.ADDRESSING, "EndpointReference")
                .map(reference -> Xml.shown(Xml.text(reference, Namespaces.ADDRESSING, "Address")))
                .orElse("");
        if (endpoint.isEmpty() || (!found.containsKey(endpoint) && found.size() >= most)) {
            return;
        }
        String[] scopes = Xml.text(match, Namespaces.DISCOVERY, "Scopes").split("\\s+", -1);
        FoundCamera camera = new FoundCamera(
                endpoint,
                services(Xml.text(match, Namespaces.DISCOVERY, "XAddrs"), sender),
                scope(scopes, "name/"),
                scope(scopes, "hardware/"));
        found.merge(endpoint, camera, ProbeMatches::both);
    }

    /** The address that the answer came from first: a device with several networks names all of its addresses. */
    private List<URI> services(String text, InetAddress sender) {
        List<URI> services = new ArrayList<>();
        for (String address : text.split("\\s+", -1)) {
            if (services.size() < MOST_SERVICES) {
                addresses.service(address).ifPresent(services::add);
            }
        }
        services.sort(Comparator.comparing(service -> !sender.getHostAddress().equals(service.getHost())));
        return services;
    }

    private static FoundCamera both(FoundCamera before, FoundCamera now) {
        Set<URI> services = new LinkedHashSet<>(before.services());
        services.addAll(now.services());
        return new FoundCamera(
                before.endpoint(),
                services.stream().limit(MOST_SERVICES).toList(),
                before.name().isEmpty() ? now.name() : before.name(),
                before.hardware().isEmpty() ? now.hardware() : before.hardware());
    }

    private static String scope(String[] scopes, String kind) {
        for (String scope : scopes) {
            if (scope.startsWith(SCOPE + kind)) {
                String name = Xml.shown(decode(scope.substring(SCOPE.length() + kind.length())));
                return name.substring(0, Math.min(name.length(), LONGEST_NAME));
            }
        }
        return "";
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
