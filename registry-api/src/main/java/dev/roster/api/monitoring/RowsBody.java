package dev.roster.api.monitoring;

import static dev.roster.http.request.RequestPart.BODY;

import dev.roster.core.monitoring.rows.RowFormat;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
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
    return RowFormat.ofMediaType(type.getType() + "/" + type.getSubtype())
        .orElseThrow(
            () ->
                Refused.because(
                    ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                    "Send rows as " + CSV + ", " + NDJSON + " or " + PARQUET + "."));
  }
}
