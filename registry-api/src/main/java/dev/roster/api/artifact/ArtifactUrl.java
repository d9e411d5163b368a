package dev.roster.api.artifact;

import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.reference.VersionRef;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.web.util.UriUtils;

/** Where an artifact is downloaded, relative to the server. */
public final class ArtifactUrl {
  private ArtifactUrl() {}

  /** Every character of the path but letters, digits and {@code - . _ ~ /} is escaped. */
  public static URI of(VersionRef version, ArtifactPath path) {
    String escaped =
        Arrays.stream(path.text().split("/"))
            .map(segment -> UriUtils.encode(segment, StandardCharsets.UTF_8))
            .collect(Collectors.joining("/"));
    return URI.create(
        "/api/v1/models/%s/versions/%d/artifacts/%s"
            .formatted(version.model().name(), version.number(), escaped));
  }
}
