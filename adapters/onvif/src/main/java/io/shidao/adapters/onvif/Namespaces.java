package io.shidao.adapters.onvif;

/** Names of the vocabularies that are spoken; prefixes mean nothing, every device has its own. */
final class Namespaces {
    /** SOAP 1.2. */
    static final String SOAP = "http://www.w3.org/2003/05/soap-envelope";
    /** WS-Addressing, August 2004, as WS-Discovery April 2005 wants it. */
    static final String ADDRESSING = "http://schemas.xmlsoap.org/ws/2004/08/addressing";

    static final String DISCOVERY = "http://schemas.xmlsoap.org/ws/2005/04/discovery";
    static final String NETWORK = "http://www.onvif.org/ver10/network/wsdl";
    static final String DEVICE = "http://www.onvif.org/ver10/device/wsdl";
    /** Media 1: H.264 and JPEG. */
    static final String MEDIA = "http://www.onvif.org/ver10/media/wsdl";
    /** Media 2: H.265 as well. */
    static final String MEDIA2 = "http://www.onvif.org/ver20/media/wsdl";

    static final String SCHEMA = "http://www.onvif.org/ver10/schema";

    private static final String OASIS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-";
    /** OASIS Web Services Security 1.0. */
    static final String SECURITY = OASIS + "wssecurity-secext-1.0.xsd";

    static final String SECURITY_UTILITY = OASIS + "wssecurity-utility-1.0.xsd";
    static final String PASSWORD_DIGEST = OASIS + "username-token-profile-1.0#PasswordDigest";
    static final String BASE64 = OASIS + "soap-message-security-1.0#Base64Binary";

    private Namespaces() {}
}
