package io.shidao.adapters.onvif;

import io.shidao.ingest.camera.CameraException;
import io.shidao.ingest.camera.CameraException.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Reads XML from the network: no document type, so no entities of its own and none from outside; bounded depth.
 * Elements are found by namespace and name; their prefixes do not matter.
 */
final class Xml {
    private static final int DEEPEST = 64;
    private static final int LONGEST_TEXT = 2000;

    private Xml() {}

    /** @throws CameraException BAD_ANSWER */
    static Element parse(byte[] bytes) {
        try {
            DocumentBuilder builder = factory().newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler()); // throws, and prints nothing
            return builder.parse(new ByteArrayInputStream(bytes)).getDocumentElement();
        } catch (SAXException | IOException e) {
            throw new CameraException(
                    ErrorCode.BAD_ANSWER,
                    "answer of " + bytes.length + " bytes: no XML without a document type (expected: SOAP 1.2; likely"
                            + " cause: another service listens at this address)",
                    e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("this Java has no safe XML parser", e);
        }
    }

    private static DocumentBuilderFactory factory() throws ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
        factory.setAttribute("jdk.xml.maxElementDepth", DEEPEST);
        factory.setXIncludeAware(false);
        factory.setExpandEntityReferences(false);
        return factory;
    }

    /** The children of this name, in order. */
    static List<Element> children(Element parent, String namespace, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child && is(child, namespace, name)) {
                found.add(child);
            }
        }
        return found;
    }

    static boolean is(Element element, String namespace, String name) {
        return name.equals(element.getLocalName()) && namespace.equals(element.getNamespaceURI());
    }

    /** Goes down along {@code names}, all in one namespace, taking the first of each. */
    static Optional<Element> at(Element from, String namespace, String... names) {
        @Nullable Element here = from;
        for (String name : names) {
            here = children(here, namespace, name).stream().findFirst().orElse(null);
            if (here == null) {
                return Optional.empty();
            }
        }
        return Optional.of(here);
    }

    /** The text there, stripped and cut; empty when there is none. */
    static String text(Element from, String namespace, String... names) {
        return at(from, namespace, names).map(Xml::text).orElse("");
    }

    static String text(Element element) {
        String text = element.getTextContent().strip();
        return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
    }

    /** A number that is not said, not readable or negative counts as not said. */
    static int count(String text) {
        double number = decimal(text);
        return number > Integer.MAX_VALUE ? 0 : (int) number;
    }

    /** As {@link #count}, with its fraction. */
    static double decimal(String text) {
        try {
            double number = Double.parseDouble(text.strip());
            return number > 0 && number < Double.MAX_VALUE ? number : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** For text between tags or in an attribute. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&apos;");
    }

    /** What a device calls something, fit for a terminal: control characters become spaces. */
    static String shown(String text) {
        return text.replaceAll("\\p{Cntrl}|\\p{Cf}", " ").strip();
    }
}
