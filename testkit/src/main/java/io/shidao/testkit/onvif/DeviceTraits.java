package io.shidao.testkit.onvif;

import java.time.Duration;

/**
 * How an {@link OnvifDevice} behaves.
 *
 * @param clockOffset its clock minus the one it is given; it refuses proofs more than 5 s off its own clock
 * @param proof how it wants the password proved
 * @param media2 whether it has the newer media service, which knows H.265
 * @param namedHost the host that it names in its services' addresses; empty for the real one
 * @param streamUri what every profile's stream address starts with
 */
public record DeviceTraits(Duration clockOffset, Proof proof, boolean media2, String namedHost, String streamUri) {
    /** Ways to prove a password. */
    public enum Proof {
        NONE,
        /** OASIS UsernameToken with digest. */
        MESSAGE,
        /** HTTP Digest, MD5 with qop. */
        HTTP
    }

    /** Right clock, proof in the message, both media services. */
    public static DeviceTraits usual() {
        return new DeviceTraits(Duration.ZERO, Proof.MESSAGE, true, "", "rtsp://127.0.0.1:8554/");
    }

    public DeviceTraits withClockOffset(Duration offset) {
        return new DeviceTraits(offset, proof, media2, namedHost, streamUri);
    }

    public DeviceTraits withProof(Proof wanted) {
        return new DeviceTraits(clockOffset, wanted, media2, namedHost, streamUri);
    }

    public DeviceTraits withoutMedia2() {
        return new DeviceTraits(clockOffset, proof, false, namedHost, streamUri);
    }

    public DeviceTraits naming(String host) {
        return new DeviceTraits(clockOffset, proof, media2, host, streamUri);
    }

    public DeviceTraits streamingAt(String uri) {
        return new DeviceTraits(clockOffset, proof, media2, namedHost, uri);
    }
}
