package io.shidao.adapters.onvif;

import io.shidao.ingest.camera.CameraLogin;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/**
 * Proves the password without sending it: Base64(SHA-1(nonce + created + password)), OASIS Web Services Security
 * UsernameToken Profile 1.0, section 3.1. SHA-1 is the standard's; the camera knows no other.
 */
final class UsernameToken {
    private UsernameToken() {}

    /**
     * The header element.
     *
     * @param created by the camera's clock: with another one it takes the token for a replay
     * @param nonce fresh for every question
     */
    static String header(CameraLogin login, Instant created, byte[] nonce) {
        String time = created.truncatedTo(ChronoUnit.MILLIS).toString();
        return "<wsse:Security xmlns:wsse=\"" + Namespaces.SECURITY + "\" xmlns:wsu=\"" + Namespaces.SECURITY_UTILITY
                + "\" s:mustUnderstand=\"true\"><wsse:UsernameToken><wsse:Username>" + Xml.escape(login.user())
                + "</wsse:Username><wsse:Password Type=\"" + Namespaces.PASSWORD_DIGEST + "\">"
                + digest(nonce, time, login.password()) + "</wsse:Password><wsse:Nonce EncodingType=\""
                + Namespaces.BASE64 + "\">" + Base64.getEncoder().encodeToString(nonce) + "</wsse:Nonce><wsu:Created>"
                + time + "</wsu:Created></wsse:UsernameToken></wsse:Security>";
    }

    static String digest(byte[] nonce, String created, String password) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(nonce);
            sha1.update(created.getBytes(StandardCharsets.UTF_8));
            sha1.update(password.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(sha1.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-1", e);
        }
    }
}
