package io.shidao.testkit.camera;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;

/** A self-signed certificate for 127.0.0.1, made on the spot by the Java platform's own keytool. */
public final class CameraCertificate {
    private static final String ALIAS = "camera";
    private static final String PASSWORD = "changeit";
    private static final long KEYTOOL_SECONDS = 60;

    private final Path pem;
    private final SslContext context;

    private CameraCertificate(Path pem, SslContext context) {
        this.pem = pem;
        this.context = context;
    }

    /** Makes one, with its files in this folder. */
    public static CameraCertificate create(Path folder) {
        Path store = folder.resolve("camera.p12");
        try {
            keytool(store);
            KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
            Base64.Encoder base64 = Base64.getMimeEncoder(64, new byte[] {'\n'});
            String text = "-----BEGIN CERTIFICATE-----\n"
                    + base64.encodeToString(keys.getCertificate(ALIAS).getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
            Path pem = Files.writeString(folder.resolve("camera.pem"), text, StandardCharsets.US_ASCII);
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD.toCharArray());
            return new CameraCertificate(
                    pem,
                    SslContextBuilder.forServer(managers)
                            .sslProvider(SslProvider.JDK)
                            .build());
        } catch (IOException e) {
            throw new UncheckedIOException("camera certificate in " + folder, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("camera certificate in " + folder, e);
        }
    }

    private static void keytool(Path store) throws IOException {
        Path program = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process process = new ProcessBuilder(List.of(
                        program.toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(store.resolveSibling("keytool.log").toFile())
                .start();
        try {
            if (!process.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException("keytool failed: " + Files.readString(store.resolveSibling("keytool.log")));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** The certificate in PEM form, for those who shall trust it. */
    public Path pem() {
        return pem;
    }

    SslContext context() {
        return context;
    }
}
