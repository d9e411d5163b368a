package dev.roster.api.artifact;

import static dev.roster.http.request.RequestPart.HEADER;

import dev.roster.core.digest.Sha256;
import dev.roster.core.problem.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The digest fields of RFC 9530: {@code sha-256=:BASE64:}, in a header or in a trailer. */
final class Digests {
  static final List<String> FIELDS = List.of("Content-Digest", "Repr-Digest");
  private static final String ALGORITHM = "sha-256";
  private static final int BYTES = 32;

  /** A member of a structured dictionary whose value is a byte sequence (RFC 8941). */
  private static final Pattern MEMBER =
      Pattern.compile("[ \t]*([a-z*][a-z0-9_.*-]*)=:([A-Za-z0-9+/]*={0,2}):(?:;[^,]*)?[ \t]*");

  private Digests() {}

  static String of(Sha256 sha256) {
    return ALGORITHM + "=:" + Base64.getEncoder().encodeToString(sha256.bytes()) + ":";
  }

  /** Returns the digests that the headers announce. */
  static List<Sha256> announced(HttpServletRequest request) {
    List<Sha256> all = new ArrayList<>();
    for (String field : FIELDS) {
      List<String> values = Collections.list(request.getHeaders(field));
      if (!values.isEmpty()) all.add(parse(field, String.join(",", values)));
    }
    return all;
  }

  /**
   * @throws Refused {@code invalid_field} if the value is not a digest that can be checked
   */
  static Sha256 parse(String field, String value) {
    byte[] found = null;
    for (String member : value.split(",", -1)) {
      Matcher parsed = MEMBER.matcher(member);
      if (!parsed.matches()) throw invalid(field);
      if (!parsed.group(1).equals(ALGORITHM)) continue;
      if (found != null) throw invalid(field);
      found = bytes(field, parsed.group(2));
    }
    if (found == null) throw invalid(field);
    return Sha256.of(found);
  }

  private static byte[] bytes(String field, String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException malformed) {
      throw invalid(field);
    }
    if (bytes.length != BYTES) throw invalid(field);
    return bytes;
  }

  private static Refused invalid(String field) {
    return Refused.invalid(
        HEADER.field(field),
        "is not a digest that can be checked: send sha-256=:BASE64: of the 32 bytes, once");
  }
}
