package dev.roster.core.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.core.digest.Sha256;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The Ed25519 key that signs under a name: the notes and the verifier key of <a
 * href="https://c2sp.org/signed-note">C2SP signed-note</a>.
 */
public final class SigningKey {
  private static final byte ED25519 = 1;
  private static final int PUBLIC_BYTES = 32;

  private final String name;
  private final PrivateKey key;
  private final byte[] publicKey;
  private final byte[] id;

  private SigningKey(String name, PrivateKey key, byte[] publicKey) {
    this.name = name;
    this.key = key;
    this.publicKey = publicKey;
    this.id = Arrays.copyOf(Sha256.hash(id(name, publicKey)), 4);
  }

  private static byte[] id(String name, byte[] publicKey) {
    byte[] text = (name + "\n").getBytes(UTF_8);
    return ByteBuffer.allocate(text.length + 1 + publicKey.length)
        .put(text)
        .put(ED25519)
        .put(publicKey)
        .array();
  }

  /**
   * @param name has neither blanks nor {@code +}
   * @param seed the 32 bytes of the private key (RFC 8032, section 5.1.5)
   */
  public static SigningKey of(String name, byte[] seed) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(255, new Given(seed)); // the platform has no other way to a public key
      KeyPair pair = generator.generateKeyPair();
      byte[] encoded = pair.getPublic().getEncoded(); // RFC 8410: the key is at the end
      byte[] publicKey = Arrays.copyOfRange(encoded, encoded.length - PUBLIC_BYTES, encoded.length);
      return new SigningKey(name, pair.getPrivate(), publicKey);
    } catch (GeneralSecurityException impossible) { // Java has had Ed25519 since 15
      throw new IllegalStateException(impossible);
    }
  }

  public String name() {
    return name;
  }

  /** What a verifier is given: {@code NAME+KEYID+BASE64}. */
  public String verifierKey() {
    byte[] typed = ByteBuffer.allocate(1 + PUBLIC_BYTES).put(ED25519).put(publicKey).array();
    return name
        + "+"
        + HexFormat.of().formatHex(id)
        + "+"
        + Base64.getEncoder().encodeToString(typed);
  }

  /** The line that signs a text: {@code — NAME BASE64}, with its newline. */
  String signatureLine(String text) {
    byte[] signature = sign(text.getBytes(UTF_8));
    byte[] signed =
        ByteBuffer.allocate(id.length + signature.length).put(id).put(signature).array();
    return "— " + name + " " + Base64.getEncoder().encodeToString(signed) + "\n";
  }

  private byte[] sign(byte[] text) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(text);
      return signature.sign();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Gives the seed to the generator, which takes 32 bytes for the private key. */
  private static final class Given extends SecureRandom {
    private static final long serialVersionUID = 1;
    private final byte[] seed;

    Given(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      if (bytes.length != seed.length)
        throw new IllegalStateException("The platform makes Ed25519 keys in another way");
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}
