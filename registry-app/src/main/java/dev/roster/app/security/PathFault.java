package dev.roster.app.security;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what no path may have, as it was sent, and says where it is. */
final class PathFault {
  private static final Pattern ODD =
      Pattern.compile(
          "//|(?<=/)\\.\\.?(?=/|$)|\\\\|;|%2[eEfF]|%25|%3[bB]|%5[cC]|%[01][0-9a-fA-F]|%7[fF]|%[eE]2%80%[aA][89]");
  private static final Pattern ESCAPES = Pattern.compile("(?:%[0-9a-fA-F]{2})+");
  private static final Pattern HALF_ESCAPE = Pattern.compile("%(?![0-9a-fA-F]{2})");

  private PathFault() {}

  /**
   * @param isFile whether the path is that of a file, whose name may have an escaped % or ;
   */
  static Optional<String> of(String path, boolean isFile) {
    Matcher half = HALF_ESCAPE.matcher(path);
    if (half.find())
      return Optional.of(
          "The path has '%%' at character %d without two hexadecimal digits after it; in a name, %% is written %%25."
              .formatted(half.start() + 1));
    Matcher escapes = ESCAPES.matcher(path);
    while (escapes.find()) {
      Optional<String> notUtf8 = notUtf8(escapes.group(), escapes.start());
      if (notUtf8.isPresent()) return notUtf8;
    }
    Matcher odd = ODD.matcher(path);
    while (odd.find())
      if (!isFile || !odd.group().equals("%25") && !odd.group().equalsIgnoreCase("%3B"))
        return Optional.of(
            "The path has '%s' at character %d, which no path may have: no backslash, no encoded slash, no control character."
                .formatted(odd.group(), odd.start() + 1));
    return Optional.empty();
  }

  private static Optional<String> notUtf8(String escapes, int at) {
    ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(escapes.replace("%", "")));
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .decode(bytes, CharBuffer.allocate(bytes.remaining()), true);
    if (!result.isMalformed()) return Optional.empty();
    int start = 3 * bytes.position();
    return Optional.of(
        "The path has '%s' at character %d, which is not UTF-8."
            .formatted(escapes.substring(start, start + 3 * result.length()), at + start + 1));
  }
}
