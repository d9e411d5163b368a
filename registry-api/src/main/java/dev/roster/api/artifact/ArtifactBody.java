package dev.roster.api.artifact;

import dev.roster.core.artifact.Artifact;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;

/**
 * The JSON body that describes an artifact.
 *
 * @param contentType the type guessed from the name, for display only; downloads are octet streams
 */
public record ArtifactBody(String path, long size, String sha256, String contentType) {
  public static ArtifactBody of(Artifact artifact) {
    return new ArtifactBody(
        artifact.path().text(),
        artifact.size(),
        artifact.sha256().hex(),
        MediaTypeFactory.getMediaType(artifact.path().fileName())
            .orElse(MediaType.APPLICATION_OCTET_STREAM)
            .toString());
  }
}
