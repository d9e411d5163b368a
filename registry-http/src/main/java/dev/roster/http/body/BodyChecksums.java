package dev.roster.http.body;

import static dev.roster.http.request.RequestPart.HEADER;

import dev.roster.core.digest.ChecksumAlgorithm;
import dev.roster.core.problem.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the checksums that headers announce for a body, in the forms that clients send them. */
final class BodyChecksums {
  private static final List<String> DIGEST_FIELDS = List.of("Content-Digest", "Repr-Digest");
  private static final String AMAZON = "x-amz-checksum-";

  /** Headers whose value is one checksum, by the names that clients of object stores use. */
  private static final Pattern ONE =
      Pattern.compile(
          "(x-)?((amz|bz|cos|goog|ms|ms-blob|obs|oc|oss)-)?"
              + "((body|checksum|content|file|hash|object|part|payload|upload)-)*"
              + "(?<kind>md5|sha-?(1|224|256|384|512)|crc-?(32c?|64[a-z]*)|adler-?32|checksum|digest)");

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
    if (DIGEST_FIELDS.stream().anyMatch(field::equalsIgnoreCase)) return false;
    return field.startsWith(AMAZON) && !NAMES.contains(field)
        || LISTS.contains(field)
        || ONE.matcher(field).matches();
  }

  private static void add(List<BodyChecksum> all, String name, String field, String value) {
    String text = value.strip();
    if (LISTS.contains(field)) {
      addMembers(all, name, text, "");
      return;
    }
    if (field.equals("x-amz-content-sha256") && text.equals("UNSIGNED-PAYLOAD")) return;
    Matcher known = ONE.matcher(field);
    if (!known.matches()) throw invalid(name);
    all.add(one(name, known.group("kind"), text).orElseThrow(() -> invalid(name)));
  }

  /** A checksum of the algorithm in the header's name, or else of the one that its value names. */
  private static Optional<BodyChecksum> one(String name, String kind, String text) {
    if (!kind.equals("checksum") && !kind.equals("digest"))
      return ChecksumAlgorithm.named(kind).flatMap(it -> BodyChecksum.of(name, it, text));
    String[] named = text.split("[:= ]", 2);
    return ChecksumAlgorithm.named(named[0].toLowerCase(Locale.ROOT))
        .filter(it -> named.length == 2)
        .flatMap(it -> BodyChecksum.of(name, it, named[1].strip()));
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
        all.add(BodyChecksum.of(name, known.get(), base64).orElseThrow(() -> invalid(name)));
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
