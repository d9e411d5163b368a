package dev.roster.api.artifact;

import dev.roster.core.artifact.Artifact;
import dev.roster.core.artifact.Precondition;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The conditions of a request on the ETag of a file, which is its digest (RFC 9110, 13.1). */
public record EntityTags(@Nullable List<String> ifMatch, @Nullable List<String> ifNoneMatch)
    implements Precondition {
  private static final String ANY = "*";
  private static final String WEAK = "W/";

  public static EntityTags of(HttpServletRequest request) {
    return new EntityTags(tags(request, "If-Match"), tags(request, "If-None-Match"));
  }

  /** The conditions, or none. */
  public static Precondition precondition(HttpServletRequest request) {
    EntityTags tags = of(request);
    return tags.ifMatch == null && tags.ifNoneMatch == null ? Precondition.NONE : tags;
  }

  public static String of(Artifact artifact) {
    return "\"" + artifact.sha256() + "\"";
  }

  private static @Nullable List<String> tags(HttpServletRequest request, String header) {
    List<String> values = Collections.list(request.getHeaders(header));
    if (values.isEmpty()) return null;
    return Arrays.stream(String.join(",", values).split(",")).map(String::strip).toList();
  }

  @Override
  public boolean test(Optional<Artifact> there) {
    return holdsIfMatch(there.orElse(null)) && !isKnown(there.orElse(null));
  }

  boolean holdsIfMatch(@Nullable Artifact there) {
    if (ifMatch == null) return true;
    return there != null && (ifMatch.contains(ANY) || ifMatch.contains(of(there)));
  }

  /** Says whether If-None-Match names the current artifact. Weak tags count too. */
  boolean isKnown(@Nullable Artifact there) {
    if (ifNoneMatch == null || there == null) return false;
    String tag = of(there);
    return ifNoneMatch.contains(ANY)
        || ifNoneMatch.contains(tag)
        || ifNoneMatch.contains(WEAK + tag);
  }
}
