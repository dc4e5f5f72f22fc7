package io.shidao.adapters.onvif;

import io.shidao.ingest.camera.CameraException;
import io.shidao.ingest.camera.CameraException.ErrorCode;
import io.shidao.ingest.source.AddressPolicy;
import io.shidao.kernel.media.SourceAddress;
import java.net.URI;
import java.util.Optional;

/** Which of the addresses that devices name may be used. */
final class Addresses {
    private final AddressPolicy policy;

    Addresses(AddressPolicy policy) {
        this.policy = policy;
    }

    /** @throws CameraException FORBIDDEN_ADDRESS unless it is a web address that may be opened */
    void check(URI service) {
        String scheme = String.valueOf(service.getScheme());
        boolean web = scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https");
        if (!web || service.getUserInfo() != null) {
            throw forbidden("a device's service", "scheme or credentials in it (expected: http://host/path)");
        }
        objection(service.toString()).ifPresent(objection -> {
            throw forbidden(service.toString(), objection);
        });
    }

    /** The service's address, if it may be used. */
    Optional<URI> service(String text) {
        try {
            URI service = URI.create(text);
            check(service);
            return Optional.of(service);
        } catch (IllegalArgumentException | CameraException e) {
            return Optional.empty();
        }
    }

    /**
     * Where a further service of the device is asked: at the device's own host, whatever host it names, because the
     * password's digest goes there; devices behind a translated address name one that nobody reaches.
     */
    URI sibling(URI device, String text) {
        URI named;
        try {
            named = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new CameraException(ErrorCode.BAD_ANSWER, "a service's address: not readable", e);
        }
        String path = named.getRawPath() == null || named.getRawPath().isEmpty() ? "/" : named.getRawPath();
        String query = named.getRawQuery() == null ? "" : "?" + named.getRawQuery();
        boolean same = device.getHost().equalsIgnoreCase(named.getHost())
                && device.getScheme().equalsIgnoreCase(named.getScheme());
        String authority = same ? named.getRawAuthority() : device.getRawAuthority();
        URI sibling = URI.create(device.getScheme() + "://" + authority + path + query);
        check(sibling);
        return sibling;
    }

    /**
     * A stream's address without credentials.
     *
     * @throws CameraException FORBIDDEN_ADDRESS or BAD_ANSWER
     */
    SourceAddress stream(String text) {
        SourceAddress address;
        try {
            address = new SourceAddress(new SourceAddress(text).withoutCredentials());
        } catch (IllegalArgumentException e) {
            throw new CameraException(ErrorCode.BAD_ANSWER, "a stream's address: " + e.getMessage(), e);
        }
        if (!address.scheme().equals("rtsp") && !address.scheme().equals("rtsps")) {
            throw forbidden("a stream's address", "scheme " + address.scheme() + " (expected: rtsp or rtsps)");
        }
        objection(address.uri()).ifPresent(objection -> {
            throw forbidden(address.toString(), objection);
        });
        return address;
    }

    private Optional<String> objection(String uri) {
        SourceAddress address = new SourceAddress(uri);
        return policy.objection(address).or(() -> policy.objectionAfterResolving(address));
    }

    private static CameraException forbidden(String what, String objection) {
        return new CameraException(ErrorCode.FORBIDDEN_ADDRESS, what + ": " + objection);
    }
}
