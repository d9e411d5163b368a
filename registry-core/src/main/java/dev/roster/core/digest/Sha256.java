package dev.roster.core.digest;

import static dev.roster.core.problem.FieldPath.field;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.core.problem.Refused;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The SHA-256 digest of some bytes, as 64 lower-case hex digits. */
public record Sha256(String hex) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  public Sha256 {
    if (!FORM.matcher(hex).matches())
      throw Refused.invalid(field("sha256"), "must be 64 lower-case hex digits", hex);
  }

  /** The digest that these 32 bytes are, as {@link MessageDigest#digest()} gives them. */
  public static Sha256 of(byte[] digest) {
    return new Sha256(HexFormat.of().formatHex(digest));
  }

  /** The digest of the UTF-8 of a text. */
  public static Sha256 ofText(String text) {
    return of(hash(text));
  }

  /** The 32 bytes of the digest of the UTF-8 of a text. */
  public static byte[] hash(String text) {
    return hash(text.getBytes(UTF_8));
  }

  /** The 32 bytes of the digest of some bytes. */
  public static byte[] hash(byte[] content) {
    return newDigest().digest(content);
  }

  /** An empty digest, which is updated with the bytes as they are read. */
  public static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) { // every Java platform has it
      throw new IllegalStateException(impossible);
    }
  }

  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public String toString() {
    return "sha256:" + hex;
  }
}
