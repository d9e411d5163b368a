package dev.roster.core.digest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** An MD5, by which other tools know data; what Roster itself relies on is a {@link Sha256}. */
public final class Md5 {
  private Md5() {}

  /** The hex digits of the MD5 of a text in UTF-8. */
  public static String ofText(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
