package dev.roster.api.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletResponse;

/** Sets the headers that make a browser save a file and never run it. */
final class Attachment {
  private static final String PLAIN =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private Attachment() {}

  static void describe(HttpServletResponse response, String mediaType, String fileName) {
    response.setContentType(mediaType);
    response.setHeader("Content-Disposition", disposition(fileName));
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
    response.setHeader("Cache-Control", "private, no-cache");
  }

  /** Formats RFC 6266, with RFC 8187 if the name has other characters than letters, digits, ._-. */
  static String disposition(String fileName) {
    String clean = clean(fileName);
    StringBuilder plain = new StringBuilder();
    clean.codePoints().forEach(c -> plain.appendCodePoint(isPlain(c) ? c : '_'));
    String disposition = "attachment; filename=\"" + plain + "\"";
    return plain.toString().equals(clean)
        ? disposition
        : disposition + "; filename*=UTF-8''" + escaped(clean);
  }

  /** Replaces invisible characters and those that change the direction of text. */
  private static String clean(String fileName) {
    StringBuilder clean = new StringBuilder();
    fileName
        .codePoints()
        .forEach(c -> clean.appendCodePoint(Character.getType(c) == Character.FORMAT ? '_' : c));
    return clean.toString();
  }

  private static boolean isPlain(int c) {
    return PLAIN.indexOf(c) >= 0 || c == '.' || c == '_' || c == '-';
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : text.getBytes(UTF_8)) {
      if (isPlain(b)) escaped.append((char) b);
      else escaped.append('%').append("%02X".formatted(b));
    }
    return escaped.toString();
  }
}
