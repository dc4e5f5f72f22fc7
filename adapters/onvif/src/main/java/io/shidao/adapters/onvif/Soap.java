package io.shidao.adapters.onvif;

import io.shidao.ingest.camera.CameraException;
import io.shidao.ingest.camera.CameraException.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Envelopes of SOAP 1.2: writes questions, opens answers. */
final class Soap {
    private static final List<String> UNAUTHORISED = List.of(
            "NotAuthorized", "SenderNotAuthorized", "FailedAuthentication", "InvalidSecurityToken", "InvalidSecurity");
    private static final int LONGEST_REASON = 200;

    private Soap() {}

    static String envelope(String header, String body) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><s:Envelope xmlns:s=\"" + Namespaces.SOAP + "\"><s:Header>"
                + header + "</s:Header><s:Body>" + body + "</s:Body></s:Envelope>";
    }

    /**
     * The element in the answer's body.
     *
     * @throws CameraException UNAUTHORISED or UNSUPPORTED by the fault in it, BAD_ANSWER when it is no such answer
     */
    static Element open(byte[] bytes, String namespace, String name) {
        Element envelope = Xml.parse(bytes);
        Element body = Xml.is(envelope, Namespaces.SOAP, "Envelope")
                ? Xml.at(envelope, Namespaces.SOAP, "Body").orElse(null)
                : null;
        if (body == null) {
            throw new CameraException(
                    ErrorCode.BAD_ANSWER, "answer: XML but no SOAP 1.2 envelope (expected: an ONVIF device)");
        }
        Xml.at(body, Namespaces.SOAP, "Fault").ifPresent(fault -> {
            throw failure(fault, name);
        });
        return Xml.at(body, namespace, name)
                .orElseThrow(() -> new CameraException(
                        ErrorCode.BAD_ANSWER, "answer: no " + name + " in it (expected: one of " + namespace + ")"));
    }

    private static CameraException failure(Element fault, String name) {
        List<String> codes = new ArrayList<>();
        Xml.at(fault, Namespaces.SOAP, "Code").ifPresent(code -> collectCodes(code, codes));
        if (codes.stream().anyMatch(UNAUTHORISED::contains)) {
            return unauthorised();
        }
        String reason = Xml.shown(Xml.text(fault, Namespaces.SOAP, "Reason", "Text"));
        return new CameraException(
                ErrorCode.UNSUPPORTED,
                "the device refuses " + name.replace("Response", "") + ": " + String.join("/", codes) + " "
                        + reason.substring(0, Math.min(reason.length(), LONGEST_REASON)));
    }

    static CameraException unauthorised() {
        return new CameraException(
                ErrorCode.UNAUTHORISED,
                "the device refuses user or password (likely causes: a typing error; the user is not an ONVIF user of the"
                        + " device, which many keep apart from those of its web page; too many failed attempts, then"
                        + " wait half an hour)");
    }

    /** Values are qualified names; their prefix is the device's own. */
    private static void collectCodes(Element code, List<String> codes) {
        for (Node node = code.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child && Xml.is(child, Namespaces.SOAP, "Value")) {
                String value = Xml.shown(Xml.text(child));
                codes.add(value.substring(value.indexOf(':') + 1));
            } else if (node instanceof Element child && Xml.is(child, Namespaces.SOAP, "Subcode")) {
                collectCodes(child, codes);
            }
        }
    }
}
