package dev.roster.core.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.roster.core.digest.Sha256;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * What a caller presents: {@code rst_}, a public id of 8, 32 random characters, and their CRC-32 in
 * 6, all in base 62. A mistyped one is told from an unknown one without asking the database.
 */
record TokenSecret(String text, String id) {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int ID = 8;
  private static final int RANDOM = 32;
  private static final int CHECK = 6;
  private static final Pattern FORM =
      Pattern.compile("(rst_([0-9A-Za-z]{8})[0-9A-Za-z]{32})([0-9A-Za-z]{6})");

  static TokenSecret random(SecureRandom source) {
    StringBuilder text = new StringBuilder("rst_");
    for (int i = 0; i < ID + RANDOM; i++) text.append(DIGITS.charAt(source.nextInt(62)));
    String id = text.substring(4, 4 + ID);
    return new TokenSecret(text + check(text.toString()), id);
  }

  /** Empty if the text is not a token of this server, so that no look-up is needed. */
  static Optional<TokenSecret> parse(String presented) {
    Matcher matcher = FORM.matcher(presented);
    if (!matcher.matches() || !check(matcher.group(1)).equals(matcher.group(3)))
      return Optional.empty();
    return Optional.of(new TokenSecret(presented, matcher.group(2)));
  }

  byte[] digest() {
    return Sha256.hash(text);
  }

  @Override
  public String toString() {
    return "rst_" + id + "…"; // never the whole, wherever it is printed
  }

  private static String check(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(US_ASCII));
    long value = crc.getValue();
    char[] digits = new char[CHECK];
    for (int i = CHECK - 1; i >= 0; i--, value /= 62) digits[i] = DIGITS.charAt((int) (value % 62));
    return new String(digits);
  }
}
