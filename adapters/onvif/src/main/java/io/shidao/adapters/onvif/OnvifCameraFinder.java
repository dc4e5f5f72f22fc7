package io.shidao.adapters.onvif;

import io.shidao.adapters.onvif.MediaProfiles.Profile;
import io.shidao.adapters.onvif.SoapClient.Question;
import io.shidao.ingest.camera.CameraDescription;
import io.shidao.ingest.camera.CameraException;
import io.shidao.ingest.camera.CameraException.ErrorCode;
import io.shidao.ingest.camera.CameraFinder;
import io.shidao.ingest.camera.CameraLogin;
import io.shidao.ingest.camera.CameraStream;
import io.shidao.ingest.camera.FoundCamera;
import io.shidao.ingest.source.AddressPolicy;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Element;

/** Finds and asks cameras by ONVIF (profiles S and T). Thread-safe. */
public final class OnvifCameraFinder implements CameraFinder {
    private static final Logger LOG = LoggerFactory.getLogger(OnvifCameraFinder.class);

    private final OnvifConfig config;
    private final Clock clock;
    private final int discoveryPort;
    private final Addresses addresses;
    private final Discovery discovery;
    private final SoapClient soap;

    OnvifCameraFinder(OnvifConfig config, AddressPolicy policy, Clock clock, int discoveryPort) {
        this.config = config;
        this.clock = clock;
        this.discoveryPort = discoveryPort;
        addresses = new Addresses(policy);
        discovery = new Discovery(config, addresses);
        soap = new SoapClient(config, clock);
    }

    /**
     * A finder.
     *
     * @param policy which addresses may be opened, of those that devices name
     * @param clock what the devices' clocks are compared with
     */
    public static OnvifCameraFinder create(OnvifConfig config, AddressPolicy policy, Clock clock) {
        return new OnvifCameraFinder(config, policy, clock, Discovery.PORT);
    }

    @Override
    public List<FoundCamera> discover(Duration wait) {
        return discovery.everybody(wait);
    }

    @Override
    public List<FoundCamera> probe(String host, Duration wait) {
        addresses.check(device(host));
        InetSocketAddress device = new InetSocketAddress(host, discoveryPort);
        if (device.isUnresolved()) {
            throw new CameraException(
                    ErrorCode.UNREACHABLE, host + ": no such host (check the spelling, or give its number)");
        }
        return discovery.one(device, wait);
    }

    private static URI device(String host) {
        try {
            return URI.create("http://" + host + "/");
        } catch (IllegalArgumentException e) {
            throw new CameraException(
                    ErrorCode.FORBIDDEN_ADDRESS, "host: not readable (expected: a name or number)", e);
        }
    }

    @Override
    public CameraDescription describe(URI service, CameraLogin login) {
        addresses.check(service);
        return new Conversation(service, login).description();
    }

    /** All questions to one device. */
    private final class Conversation {
        private final URI device;
        private final CameraLogin login;
        private final Duration clockOffset;

        Conversation(URI device, CameraLogin login) {
            this.device = device;
            this.login = login;
            clockOffset = clockOffset();
        }

        /** The one question that every device answers to everybody, because the proof of the password needs the answer. */
        private Duration clockOffset() {
            Question question = new Question(Namespaces.DEVICE, "GetSystemDateAndTime", "");
            try {
                Element answer = soap.ask(device, question, CameraLogin.none(), Duration.ZERO);
                return DeviceClock.offset(answer, clock.instant()).orElse(Duration.ZERO);
            } catch (CameraException e) {
                if (e.code() == ErrorCode.UNAUTHORISED || e.code() == ErrorCode.UNSUPPORTED) {
                    return Duration.ZERO;
                }
                throw e;
            }
        }

        CameraDescription description() {
            Map<String, String> services = services();
            Optional<Element> information =
                    tolerant(() -> ask(device, new Question(Namespaces.DEVICE, "GetDeviceInformation", "")));
            return new CameraDescription(
                    information.map(answer -> said(answer, "Manufacturer")).orElse(""),
                    information.map(answer -> said(answer, "Model")).orElse(""),
                    clockOffset,
                    streams(services));
        }

        private String said(Element information, String what) {
            return Xml.shown(Xml.text(information, Namespaces.DEVICE, what));
        }

        private Element ask(URI service, Question question) {
            return soap.ask(service, question, login, clockOffset);
        }

        /** Addresses of the media services by namespace; GetServices is the newer question. */
        private Map<String, String> services() {
            String all = "<q:IncludeCapability>false</q:IncludeCapability>";
            Optional<Element> answer = tolerant(() -> ask(device, new Question(Namespaces.DEVICE, "GetServices", all)));
            Map<String, String> services = new HashMap<>();
            answer.ifPresent(found -> Xml.children(found, Namespaces.DEVICE, "Service")
                    .forEach(service -> services.put(
                            Xml.text(service, Namespaces.DEVICE, "Namespace"),
                            Xml.text(service, Namespaces.DEVICE, "XAddr"))));
            if (!services.containsKey(Namespaces.MEDIA) && !services.containsKey(Namespaces.MEDIA2)) {
                capabilities().ifPresent(address -> services.put(Namespaces.MEDIA, address));
            }
            return services;
        }

        private Optional<String> capabilities() {
            String media = "<q:Category>Media</q:Category>";
            Element answer = ask(device, new Question(Namespaces.DEVICE, "GetCapabilities", media));
            return Xml.at(answer, Namespaces.DEVICE, "Capabilities")
                    .map(found -> Xml.text(found, Namespaces.SCHEMA, "Media", "XAddr"))
                    .filter(address -> !address.isEmpty());
        }

        /** Media 2 tells about H.265, which Media 1 has no word for; devices with a Media 2 that fails exist. */
        private List<CameraStream> streams(Map<String, String> services) {
            String media2 = services.get(Namespaces.MEDIA2);
            String media1 = services.get(Namespaces.MEDIA);
            List<CameraStream> streams = media2 == null
                    ? List.of()
                    : tolerant(() -> streams2(addresses.sibling(device, media2)))
                            .orElse(List.of());
            if (streams.isEmpty() && media1 != null) {
                streams = streams1(addresses.sibling(device, media1));
            }
            if (streams.isEmpty()) {
                throw new CameraException(
                        ErrorCode.UNSUPPORTED,
                        device + ": offers no video stream (likely cause: no media profile is configured in the device,"
                                + " or this user may not see them)");
            }
            return streams;
        }

        private List<CameraStream> streams2(URI media) {
            Element answer =
                    ask(media, new Question(Namespaces.MEDIA2, "GetProfiles", "<q:Type>VideoEncoder</q:Type>"));
            return addressed(MediaProfiles.ofMedia2(answer, config.maxStreams()), profile -> {
                String content = "<q:Protocol>RTSP</q:Protocol><q:ProfileToken>" + Xml.escape(profile.token())
                        + "</q:ProfileToken>";
                Element uri = ask(media, new Question(Namespaces.MEDIA2, "GetStreamUri", content));
                return Xml.text(uri, Namespaces.MEDIA2, "Uri");
            });
        }

        private List<CameraStream> streams1(URI media) {
            Element answer = ask(media, new Question(Namespaces.MEDIA, "GetProfiles", ""));
            return addressed(MediaProfiles.ofMedia1(answer, config.maxStreams()), profile -> {
                String content = "<q:StreamSetup><tt:Stream>RTP-Unicast</tt:Stream><tt:Transport><tt:Protocol>RTSP"
                        + "</tt:Protocol></tt:Transport></q:StreamSetup><q:ProfileToken>"
                        + Xml.escape(profile.token()) + "</q:ProfileToken>";
                Element uri = ask(media, new Question(Namespaces.MEDIA, "GetStreamUri", content));
                return Xml.at(uri, Namespaces.MEDIA, "MediaUri")
                        .map(found -> Xml.text(found, Namespaces.SCHEMA, "Uri"))
                        .orElse("");
            });
        }

        /** One bad profile does not hide the good ones; when all are bad the first reason is told. */
        private List<CameraStream> addressed(List<Profile> profiles, StreamUri uri) {
            List<CameraStream> streams = new ArrayList<>();
            @Nullable CameraException first = null;
            for (Profile profile : profiles) {
                try {
                    streams.add(stream(profile, uri.of(profile)));
                } catch (CameraException e) {
                    if (isFinal(e)) {
                        throw e;
                    }
                    LOG.info("A stream of {} is left out: {}", device, e.getMessage());
                    first = first == null ? e : first;
                }
            }
            if (streams.isEmpty() && first != null) {
                throw first;
            }
            return streams;
        }

        private CameraStream stream(Profile profile, String uri) {
            return new CameraStream(
                    profile.token(),
                    profile.name(),
                    profile.encoding(),
                    profile.width(),
                    profile.height(),
                    profile.frameRate(),
                    profile.keyFrameDistance(),
                    profile.kilobitsPerSecond(),
                    addresses.stream(uri));
        }
    }

    /** Asks for a profile's address. */
    private interface StreamUri {
        String of(Profile profile);
    }

    /** A question that a device need not be able to answer. */
    private interface Asking<T> {
        T ask();
    }

    private static <T> Optional<T> tolerant(Asking<T> question) {
        try {
            return Optional.of(question.ask());
        } catch (CameraException e) {
            if (isFinal(e) || e.code() == ErrorCode.FORBIDDEN_ADDRESS) {
                throw e;
            }
            LOG.debug("A device does not answer: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** Asking on makes no sense, and locks the account when the password is wrong. */
    private static boolean isFinal(CameraException failure) {
        return switch (failure.code()) {
            case UNREACHABLE, TIMED_OUT, UNAUTHORISED -> true;
            case FORBIDDEN_ADDRESS, BAD_ANSWER, UNSUPPORTED -> false;
        };
    }
}
