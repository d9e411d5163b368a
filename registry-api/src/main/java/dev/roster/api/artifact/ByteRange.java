package dev.roster.api.artifact;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A range of bytes of a file. */
record ByteRange(long from, long length) {
  private static final Pattern ONE =
      Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*", Pattern.CASE_INSENSITIVE);

  /** Signals a range that is outside the file. */
  static final ByteRange NOWHERE = new ByteRange(-1, 0);

  /**
   * Returns the range that the request asks for, or null for the whole file. The result is also
   * null for headers that RFC 9110 lets a server ignore: several ranges, other units, malformed
   * ranges and an If-Range that does not match.
   */
  static @Nullable ByteRange of(HttpServletRequest request, String tag, long size) {
    String range = request.getHeader("Range");
    String ifRange = request.getHeader("If-Range");
    if (range == null || ifRange != null && !ifRange.strip().equals(tag)) return null;
    return parse(range, size);
  }

  static @Nullable ByteRange parse(String range, long size) {
    Matcher one = ONE.matcher(range);
    if (!one.matches()) return null;
    String first = one.group(1);
    String last = one.group(2);
    if (first.isEmpty() && last.isEmpty()) return null;
    if (first.isEmpty()) {
      long suffix = Math.min(Long.parseLong(last), size);
      if (size == 0 && !last.matches("0+")) return null; // the whole of an empty file
      return suffix == 0 ? NOWHERE : new ByteRange(size - suffix, suffix);
    }
    long from = Long.parseLong(first);
    long to = last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last);
    if (to < from) return null;
    if (from >= size) return NOWHERE;
    return new ByteRange(from, Math.min(to, size - 1) - from + 1);
  }

  String contentRange(long size) {
    return "bytes " + from + "-" + (from + length - 1) + "/" + size;
  }
}
