package dev.roster.api.artifact;

import dev.roster.core.artifact.Artifact;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;

/**
 * A file of a version.
 *
 * @param contentType guessed from the name, for show; the bytes are served as octets
 */
record ArtifactBody(String path, long size, String sha256, String contentType) {
  static ArtifactBody of(Artifact artifact) {
    return new ArtifactBody(
        artifact.path().text(),
        artifact.size(),
        artifact.sha256().hex(),
        MediaTypeFactory.getMediaType(artifact.path().fileName())
            .orElse(MediaType.APPLICATION_OCTET_STREAM)
            .toString());
  }
}
