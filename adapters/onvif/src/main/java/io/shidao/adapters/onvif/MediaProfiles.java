package io.shidao.adapters.onvif;

import io.shidao.ingest.camera.StreamEncoding;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;

/** Reads the answers of GetProfiles of Media 1 (ONVIF Media Service) and Media 2 (ONVIF Media 2 Service). */
final class MediaProfiles {
    private static final String TT = Namespaces.SCHEMA;
    private static final int LONGEST_NAME = 64;
    private static final double FASTEST = 1000;

    private MediaProfiles() {}

    /** A profile that has video, without its address. */
    record Profile(
            String token,
            String name,
            StreamEncoding encoding,
            int width,
            int height,
            double frameRate,
            int keyFrameDistance,
            int kilobitsPerSecond) {}

    /** {@code trt:GetProfilesResponse}. */
    static List<Profile> ofMedia1(Element answer, int most) {
        return Xml.children(answer, Namespaces.MEDIA, "Profiles").stream()
                .map(profile -> Xml.at(profile, TT, "VideoEncoderConfiguration")
                        .map(encoder -> profile(profile, Xml.text(profile, TT, "Name"), encoder, gov1(encoder))))
                .flatMap(Optional::stream)
                .limit(most)
                .toList();
    }

    /** H.264 and MPEG-4 have an element of their own with the distance in it. */
    private static int gov1(Element encoder) {
        String gov = Xml.text(encoder, TT, "H264", "GovLength");
        return Xml.count(gov.isEmpty() ? Xml.text(encoder, TT, "MPEG4", "GovLength") : gov);
    }

    /** {@code tr2:GetProfilesResponse}. */
    static List<Profile> ofMedia2(Element answer, int most) {
        return Xml.children(answer, Namespaces.MEDIA2, "Profiles").stream()
                .map(profile -> Xml.at(profile, Namespaces.MEDIA2, "Configurations", "VideoEncoder")
                        .map(encoder -> profile(
                                profile,
                                Xml.text(profile, Namespaces.MEDIA2, "Name"),
                                encoder,
                                Xml.count(encoder.getAttribute("GovLength")))))
                .flatMap(Optional::stream)
                .limit(most)
                .toList();
    }

    private static Profile profile(Element profile, String name, Element encoder, int keyFrameDistance) {
        return new Profile(
                profile.getAttribute("token"),
                name(name),
                StreamEncoding.parse(Xml.text(encoder, TT, "Encoding")),
                Xml.count(Xml.text(encoder, TT, "Resolution", "Width")),
                Xml.count(Xml.text(encoder, TT, "Resolution", "Height")),
                frameRate(encoder),
                keyFrameDistance,
                Xml.count(Xml.text(encoder, TT, "RateControl", "BitrateLimit")));
    }

    /** Every so-manieth frame is encoded in Media 1 (EncodingInterval). */
    private static double frameRate(Element encoder) {
        double limit = Xml.decimal(Xml.text(encoder, TT, "RateControl", "FrameRateLimit"));
        int every = Math.max(1, Xml.count(Xml.text(encoder, TT, "RateControl", "EncodingInterval")));
        double rate = limit / every;
        return rate > FASTEST ? 0 : rate;
    }

    private static String name(String text) {
        String shown = Xml.shown(text);
        return shown.substring(0, Math.min(shown.length(), LONGEST_NAME));
    }
}
