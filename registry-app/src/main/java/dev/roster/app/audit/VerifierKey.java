package dev.roster.app.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.app.settings.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.NoSuchElementException;

/**
 * The name and the public key by which notes are verified: {@code NAME+KEYID+BASE64} of C2SP
 * signed-note.
 */
public final class VerifierKey {
  private static final byte ED25519 = 1;

  private final String name;
  private final byte[] id;
  private final byte[] publicKey;

  private VerifierKey(String name, byte[] publicKey) {
    this.name = name;
    this.publicKey = publicKey;
    this.id =
        Arrays.copyOf(
            Rfc6962.sha256((name + "\n").getBytes(UTF_8), new byte[] {ED25519}, publicKey), 4);
  }

  /**
   * @throws StartRefused if the text is not the verifier key of an Ed25519 key
   */
  public static VerifierKey parse(String text) {
    String[] parts = text.strip().split("\\+", 3); // base64 may have a + of its own
    byte[] typed = parts.length == 3 ? StrictBase64.decode(parts[2]).orElse(new byte[0]) : null;
    if (typed == null || typed.length != 1 + Ed25519.KEY_BYTES || typed[0] != ED25519)
      throw refused(text, "it is not NAME+KEYID+BASE64 of an Ed25519 key");
    VerifierKey key = new VerifierKey(parts[0], Arrays.copyOfRange(typed, 1, typed.length));
    if (!SignedNote.isName(parts[0])) throw refused(text, "its name is empty or has a space");
    if (!HexFormat.of().formatHex(key.id).equals(parts[1]))
      throw refused(text, "its id must be " + HexFormat.of().formatHex(key.id));
    return key;
  }

  private static StartRefused refused(String text, String why) {
    String shown = text.length() > 200 ? text.substring(0, 200) + "…" : text;
    return new StartRefused(
        "--key " + shown + " is not a verifier key: " + why + ".",
        "Give the line of GET /api/v1/audit/key.");
  }

  /** The verifier key of a private key. */
  public static VerifierKey ofPrivate(String name, byte[] privateKey) {
    return new VerifierKey(name, Ed25519.publicKey(privateKey));
  }

  /**
   * The verifier key of a private key in PEM.
   *
   * @throws StartRefused if the file is not an Ed25519 key
   */
  public static VerifierKey ofFile(String name, Path file) {
    try {
      String base64 = Files.readString(file).replaceAll("-----[A-Z ]+-----|\\s", "");
      byte[] encoded = StrictBase64.decode(base64).orElseThrow();
      if (KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded))
          instanceof EdECPrivateKey key) return ofPrivate(name, key.getBytes().orElseThrow());
      throw new NoSuchElementException("no EdDSA key");
    } catch (IOException | GeneralSecurityException | NoSuchElementException unreadable) {
      throw new StartRefused(
          "roster.audit.key-file: " + file + " is not an Ed25519 private key in PEM.",
          "Correct the setting, or give the verifier key by --key.",
          unreadable);
    }
  }

  String name() {
    return name;
  }

  boolean isOf(SignedNote.Signed signature) {
    return signature.name().equals(name) && Arrays.equals(signature.keyId(), id);
  }

  boolean verifies(String text, byte[] signature) {
    return signature.length == Ed25519.SIGNATURE_BYTES
        && Ed25519.verifies(publicKey, text.getBytes(UTF_8), signature);
  }

  @Override
  public String toString() {
    return name + "+" + HexFormat.of().formatHex(id);
  }
}
