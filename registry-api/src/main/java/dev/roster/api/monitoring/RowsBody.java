package dev.roster.api.monitoring;

import static dev.roster.http.request.RequestPart.BODY;

import dev.roster.core.monitoring.rows.RowFormat;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

/**
 * A JSON body that refers to rows instead of containing them.
 *
 * @param artifact the path of a file of this version
 * @param profile reserved for a later release
 */
record RowsBody(@Nullable String artifact, @Nullable JsonNode profile) {
  /** The media types of rows. */
  static final String CSV = "text/csv";

  static final String NDJSON = "application/x-ndjson";
  static final String PARQUET = "application/vnd.apache.parquet";

  /** The charsets whose texts are read as they are meant. */
  private static final Set<Charset> READ =
      Set.of(StandardCharsets.UTF_8, StandardCharsets.US_ASCII);

  /**
   * @throws Refused {@code invalid_field}
   */
  String path() {
    if (profile != null)
      throw Refused.invalid(
          BODY.field("profile"), "is not supported yet; send rows or name an artifact");
    if (artifact == null) throw Refused.invalid(BODY.field("artifact"), "is required");
    return artifact;
  }

  /** Returns the format of the rows in the body of a request. */
  static RowFormat formatOf(HttpServletRequest request) {
    MediaType type = MediaType.parseMediaType(Objects.requireNonNull(request.getContentType()));
    RowFormat format =
        RowFormat.ofMediaType(type.getType() + "/" + type.getSubtype())
            .orElseThrow(
                () -> unsupported("Send rows as " + CSV + ", " + NDJSON + " or " + PARQUET + "."));
    if (format != RowFormat.PARQUET) refuseOtherCharset(type);
    if (format == RowFormat.CSV) refuseOtherCsv(type.getParameters());
    return format;
  }

  private static void refuseOtherCharset(MediaType type) {
    Charset charset = type.getCharset();
    if (charset != null && !READ.contains(charset))
      throw unsupported(
          "Rows are read as UTF-8, and Content-Type has charset=%s. Write the rows in UTF-8, and send charset=utf-8 or none."
              .formatted(charset.name().toLowerCase(Locale.ROOT)));
  }

  /** Parameters of CSV say how it is written, and it would be read in another way. */
  private static void refuseOtherCsv(Map<String, String> parameters) {
    parameters.forEach(
        (name, value) -> {
          if (name.equalsIgnoreCase("charset")) return;
          if (!name.equalsIgnoreCase("header"))
            throw unsupported(
                "Content-Type has the parameter %s, which is not read. Say how CSV is written by delimiter= and decimal= in the URL."
                    .formatted(name));
          if (!value.replace("\"", "").equalsIgnoreCase("present"))
            throw unsupported(
                "CSV begins with a header, and Content-Type has header=%s. Send the names of the columns in the first line, and header=present or nothing."
                    .formatted(value));
        });
  }

  private static Refused unsupported(String detail) {
    return Refused.because(ProblemCode.UNSUPPORTED_MEDIA_TYPE, detail);
  }
}
