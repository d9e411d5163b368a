package dev.roster.http.revision;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Revisions as strong ETags: {@code "r7"} (RFC 9110, section 8.8.3). */
public final class Revisions {
  private static final Pattern ETAG = Pattern.compile("\\s*\"r([0-9]{1,18})\"\\s*");
  private static final long NONE = -1;

  private Revisions() {}

  public static String etag(long revision) {
    return "\"r" + revision + "\"";
  }

  /**
   * The revision that If-Match asks for. Empty: any. What is no ETag of ours, a weak one too, never
   * matches, and so is stale.
   */
  public static Optional<Long> expected(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.strip().equals("*")) return Optional.empty();
    Matcher etag = ETAG.matcher(ifMatch);
    return Optional.of(etag.matches() ? Long.parseLong(etag.group(1)) : NONE);
  }
}
