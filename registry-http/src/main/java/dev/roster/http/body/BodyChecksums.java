package dev.roster.http.body;

import static dev.roster.http.request.RequestPart.HEADER;

import dev.roster.core.digest.ChecksumAlgorithm;
import dev.roster.core.problem.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds the checksums that headers announce for a body, in the forms that clients send them. */
final class BodyChecksums {
  private static final List<String> DIGEST_FIELDS = List.of("Content-Digest", "Repr-Digest");
  private static final String AMAZON = "x-amz-checksum-";

  /** Headers whose whole value is one checksum in base64. */
  private static final Map<String, ChecksumAlgorithm> BASE64 =
      Map.of(
          "content-md5",
          ChecksumAlgorithm.MD5,
          "x-ms-blob-content-md5",
          ChecksumAlgorithm.MD5,
          AMAZON + "crc32",
          ChecksumAlgorithm.CRC_32,
          AMAZON + "crc32c",
          ChecksumAlgorithm.CRC_32C,
          AMAZON + "md5",
          ChecksumAlgorithm.MD5,
          AMAZON + "sha1",
          ChecksumAlgorithm.SHA_1,
          AMAZON + "sha256",
          ChecksumAlgorithm.SHA_256,
          AMAZON + "sha512",
          ChecksumAlgorithm.SHA_512);

  /** Headers whose whole value is one checksum in hexadecimal digits. */
  private static final Map<String, ChecksumAlgorithm> HEX =
      Map.of(
          "x-checksum-md5", ChecksumAlgorithm.MD5,
          "x-checksum-sha1", ChecksumAlgorithm.SHA_1,
          "x-checksum-sha256", ChecksumAlgorithm.SHA_256,
          "x-amz-content-sha256", ChecksumAlgorithm.SHA_256);

  /** Headers that are a list of {@code algorithm=base64}. */
  private static final List<String> LISTS = List.of("digest", "x-goog-hash");

  /** Headers that only name an algorithm. */
  private static final List<String> NAMES = List.of(AMAZON + "algorithm", AMAZON + "mode");

  private BodyChecksums() {}

  /**
   * Returns what the headers announce.
   *
   * @param withDigestFields whether Content-Digest and Repr-Digest belong to them; else the handler
   *     checks these
   * @throws Refused {@code invalid_field} if one of them cannot be checked
   */
  static List<BodyChecksum> of(HttpServletRequest request, boolean withDigestFields) {
    List<BodyChecksum> all = new ArrayList<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      String field = name.toLowerCase(Locale.ROOT);
      List<String> values = Collections.list(request.getHeaders(name));
      if (field.equals("trailer")) refuseTrailers(String.join(",", values));
      if (!isChecksum(field)) continue;
      if (!LISTS.contains(field) && values.size() > 1) throw invalid(name);
      add(all, name, field, String.join(",", values));
    }
    if (withDigestFields)
      for (String field : DIGEST_FIELDS) {
        List<String> values = Collections.list(request.getHeaders(field));
        if (!values.isEmpty()) addMembers(all, field, String.join(",", values), ":");
      }
    return all;
  }

  private static boolean isChecksum(String field) {
    return field.startsWith(AMAZON) && !NAMES.contains(field)
        || BASE64.containsKey(field)
        || HEX.containsKey(field)
        || LISTS.contains(field);
  }

  private static void add(List<BodyChecksum> all, String name, String field, String value) {
    String text = value.strip();
    if (LISTS.contains(field)) {
      addMembers(all, name, text, "");
      return;
    }
    if (field.equals("x-amz-content-sha256") && text.equals("UNSIGNED-PAYLOAD")) return;
    ChecksumAlgorithm ofHex = HEX.get(field);
    ChecksumAlgorithm ofBase64 = BASE64.get(field);
    Optional<BodyChecksum> found = Optional.empty();
    if (ofHex != null) found = BodyChecksum.ofHex(name, ofHex, text);
    if (ofBase64 != null) found = BodyChecksum.ofBase64(name, ofBase64, text);
    all.add(found.orElseThrow(() -> invalid(name)));
  }

  /** Adds the members of which the algorithm is known; there must be one. */
  private static void addMembers(List<BodyChecksum> all, String name, String list, String quote) {
    int before = all.size();
    for (String member : list.split(",")) {
      String text = member.split(";", 2)[0].strip();
      int equals = text.indexOf('=');
      if (equals < 1) throw invalid(name);
      String algorithm = text.substring(0, equals).strip().toLowerCase(Locale.ROOT);
      String value = text.substring(equals + 1).strip();
      boolean quoted =
          value.length() >= 2 * quote.length() && value.startsWith(quote) && value.endsWith(quote);
      if (!quoted) throw invalid(name);
      String base64 = value.substring(quote.length(), value.length() - quote.length());
      Optional<ChecksumAlgorithm> known = ChecksumAlgorithm.named(algorithm);
      if (known.isPresent())
        all.add(BodyChecksum.ofBase64(name, known.get(), base64).orElseThrow(() -> invalid(name)));
    }
    if (all.size() == before) throw invalid(name);
  }

  private static void refuseTrailers(String names) {
    for (String name : names.split(",")) {
      String field = name.strip().toLowerCase(Locale.ROOT);
      if (isChecksum(field))
        throw Refused.invalid(
            HEADER.field("Trailer"),
            "names " + name.strip() + ", which is not read there; send Content-Digest as trailer");
    }
  }

  private static Refused invalid(String field) {
    return Refused.invalid(
        HEADER.field(field),
        "is not a checksum that can be checked; send Content-Digest: sha-256=:BASE64: of the bytes,"
            + " or leave it out");
  }
}
