package dev.roster.core.checkpoint;

import dev.roster.core.access.SecretStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import org.springframework.stereotype.Component;

/** The name and the key of the audit log, which all servers on a database share. */
@Component
public class LogKey {
  private final AuditSettings settings;
  private final SecretStore secrets;

  LogKey(AuditSettings settings, SecretStore secrets) {
    this.settings = settings;
    this.secrets = secrets;
  }

  /**
   * @throws IllegalStateException if the file of the key is not the private key that it should be
   */
  public SigningKey get() {
    return SigningKey.of(
        settings.name() == null ? madeName() : settings.name(),
        settings.keyFile() == null ? secrets.secret("audit-key") : read(settings.keyFile()));
  }

  private String madeName() {
    return "roster-" + HexFormat.of().formatHex(secrets.secret("audit-name"), 0, 8);
  }

  private static byte[] read(Path file) {
    try {
      String pem = Files.readString(file);
      byte[] encoded =
          Base64.getMimeDecoder()
              .decode(pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "").strip());
      EdECPrivateKey key =
          (EdECPrivateKey)
              KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
      return key.getBytes().orElseThrow();
    } catch (IOException | GeneralSecurityException | RuntimeException unreadable) {
      throw new IllegalStateException(
          "roster.audit.key-file: "
              + file
              + " is not an Ed25519 private key in PEM. `openssl genpkey -algorithm ed25519` makes one.",
          unreadable);
    }
  }
}
