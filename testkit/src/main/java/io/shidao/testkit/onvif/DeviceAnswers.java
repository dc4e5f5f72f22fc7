package io.shidao.testkit.onvif;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** What a device with an H.265 main and an H.264 sub-stream says. Its prefixes are its own, as every maker's are. */
final class DeviceAnswers {
    private static final String DEVICE = "http://www.onvif.org/ver10/device/wsdl";
    private static final String MEDIA = "http://www.onvif.org/ver10/media/wsdl";
    private static final String MEDIA2 = "http://www.onvif.org/ver20/media/wsdl";
    private static final String SCHEMA = "http://www.onvif.org/ver10/schema";

    private final DeviceTraits traits;
    private final String base;

    /**
     * Starts.
     *
     * @param base address of this device as it names it, without a path
     */
    DeviceAnswers(DeviceTraits traits, String base) {
        this.traits = traits;
        this.base = base;
    }

    static String envelope(String body) {
        return "<?xml version=\"1.0\"?><SOAP-ENV:Envelope xmlns:SOAP-ENV=\"http://www.w3.org/2003/05/soap-envelope\""
                + " xmlns:T=\"" + SCHEMA + "\"><SOAP-ENV:Body>" + body + "</SOAP-ENV:Body></SOAP-ENV:Envelope>";
    }

    static String fault(String subcode, String reason) {
        return envelope("<SOAP-ENV:Fault xmlns:E=\"http://www.onvif.org/ver10/error\"><SOAP-ENV:Code><SOAP-ENV:Value>"
                + "SOAP-ENV:Sender</SOAP-ENV:Value><SOAP-ENV:Subcode><SOAP-ENV:Value>E:" + subcode
                + "</SOAP-ENV:Value></SOAP-ENV:Subcode></SOAP-ENV:Code><SOAP-ENV:Reason><SOAP-ENV:Text>" + reason
                + "</SOAP-ENV:Text></SOAP-ENV:Reason></SOAP-ENV:Fault>");
    }

    static String time(ZonedDateTime at) {
        ZonedDateTime utc = at.withZoneSameInstant(ZoneOffset.UTC);
        return device(
                "GetSystemDateAndTime",
                "<X:SystemDateAndTime><T:UTCDateTime><T:Time><T:Hour>" + utc.getHour() + "</T:Hour><T:Minute>"
                        + utc.getMinute() + "</T:Minute><T:Second>" + utc.getSecond()
                        + "</T:Second></T:Time><T:Date><T:Year>" + utc.getYear() + "</T:Year><T:Month>"
                        + utc.getMonthValue() + "</T:Month><T:Day>" + utc.getDayOfMonth()
                        + "</T:Day></T:Date></T:UTCDateTime></X:SystemDateAndTime>");
    }

    String information() {
        return device("GetDeviceInformation", "<X:Manufacturer>Examplar</X:Manufacturer><X:Model>EX-4</X:Model>");
    }

    String services() {
        return device(
                "GetServices",
                service(DEVICE, "/onvif/device_service")
                        + service(MEDIA, "/onvif/media")
                        + service(MEDIA2, "/onvif/media2"));
    }

    private String service(String namespace, String path) {
        return "<X:Service><X:Namespace>" + namespace + "</X:Namespace><X:XAddr>" + base + path
                + "</X:XAddr></X:Service>";
    }

    String capabilities() {
        return device(
                "GetCapabilities",
                "<X:Capabilities><T:Media><T:XAddr>" + base + "/onvif/media</T:XAddr></T:Media></X:Capabilities>");
    }

    String profiles(boolean media2) {
        return media2
                ? answer(
                        MEDIA2,
                        "GetProfiles",
                        profile2("main", "H265", 2560, 1440, 250, 25) + profile2("sub", "H264", 640, 360, 50, 25))
                : answer(
                        MEDIA,
                        "GetProfiles",
                        "<X:Profiles token=\"ptz\"><T:Name>no video</T:Name></X:Profiles>"
                                + profile1("main", "H264", 1920, 1080) + profile1("sub", "JPEG", 640, 360));
    }

    private static String profile2(String token, String encoding, int width, int height, int gov, int rate) {
        return "<X:Profiles token=\"" + token + "\"><X:Name>" + token + "</X:Name><X:Configurations><X:VideoEncoder"
                + " token=\"e\" GovLength=\"" + gov + "\"><T:Encoding>" + encoding + "</T:Encoding>"
                + resolution(width, height) + "<T:RateControl ConstantBitRate=\"true\"><T:FrameRateLimit>" + rate
                + "</T:FrameRateLimit><T:BitrateLimit>4096</T:BitrateLimit></T:RateControl></X:VideoEncoder>"
                + "</X:Configurations></X:Profiles>";
    }

    private static String profile1(String token, String encoding, int width, int height) {
        String gov = encoding.equals("H264") ? "<T:H264><T:GovLength>50</T:GovLength></T:H264>" : "";
        return "<X:Profiles token=\"" + token + "\"><T:Name>" + token + "</T:Name><T:VideoEncoderConfiguration"
                + " token=\"e\"><T:Encoding>" + encoding + "</T:Encoding>" + resolution(width, height)
                + "<T:RateControl><T:FrameRateLimit>25</T:FrameRateLimit><T:EncodingInterval>1</T:EncodingInterval>"
                + "<T:BitrateLimit>4096</T:BitrateLimit></T:RateControl>" + gov
                + "</T:VideoEncoderConfiguration></X:Profiles>";
    }

    private static String resolution(int width, int height) {
        return "<T:Resolution><T:Width>" + width + "</T:Width><T:Height>" + height + "</T:Height></T:Resolution>";
    }

    String streamUri(boolean media2, String token) {
        String uri = traits.streamUri() + token;
        return media2
                ? answer(MEDIA2, "GetStreamUri", "<X:Uri>" + uri + "</X:Uri>")
                : answer(MEDIA, "GetStreamUri", "<X:MediaUri><T:Uri>" + uri + "</T:Uri></X:MediaUri>");
    }

    private static String device(String operation, String content) {
        return answer(DEVICE, operation, content);
    }

    private static String answer(String namespace, String operation, String content) {
        return envelope("<X:" + operation + "Response xmlns:X=\"" + namespace + "\">" + content + "</X:" + operation
                + "Response>");
    }
}
