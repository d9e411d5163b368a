package dev.roster.api.retirement;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.roster.core.access.Principal;
import dev.roster.core.retirement.Retirement;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a resolve tells of the announced retirement of the version.
 *
 * @param replacement the version to use instead; null if there is none that the caller may read
 * @param at when it was announced
 * @param revision changes with the announcement
 */
public record ResolvedRetirement(
    Instant sunset,
    @Nullable String replacement,
    @Nullable String reason,
    Instant at,
    @JsonIgnore long revision) {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  public static ResolvedRetirement of(Retirement retirement, Principal reader) {
    return new ResolvedRetirement(
        retirement.sunset(),
        RetirementBody.replacement(retirement, reader),
        retirement.reason(),
        retirement.at(),
        retirement.revision());
  }

  /** Adds the header fields of RFC 9745 and RFC 8594. */
  public void describe(HttpServletResponse response) {
    response.setHeader("Deprecation", "@" + at.getEpochSecond());
    response.setHeader("Sunset", HTTP_DATE.format(sunset));
    if (replacement != null)
      response.setHeader(
          "Link", "</api/v1/resolve/%s>; rel=\"successor-version\"".formatted(replacement));
  }

  /** For an ETag: another text whenever the answer differs. */
  public String tag() {
    return revision + (replacement == null ? "" : "s");
  }
}
