package dev.roster.api.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.reference.VersionRef;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.web.util.UriUtils;

/** The URL of an artifact, relative to the server. */
public final class ArtifactUrl {
  private ArtifactUrl() {}

  /** Escapes all but letters, digits and {@code - . _ ~}, as some servers give others a meaning. */
  public static String of(VersionRef version, ArtifactPath path) {
    return "/api/v1/models/%s/versions/%d/artifacts/"
            .formatted(version.model().name(), version.number())
        + Arrays.stream(path.text().split("/"))
            .map(segment -> UriUtils.encode(segment, UTF_8))
            .collect(Collectors.joining("/"));
  }
}
