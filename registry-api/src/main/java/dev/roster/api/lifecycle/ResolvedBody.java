package dev.roster.api.lifecycle;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.roster.api.artifact.ArtifactUrl;
import dev.roster.api.retirement.ResolvedRetirement;
import dev.roster.core.artifact.Artifact;
import dev.roster.core.artifact.StoredArtifact;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.version.Framework;
import dev.roster.core.version.Signature;
import dev.roster.core.version.Version;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a serving system needs to know of a version: its files, and where they are.
 *
 * @param retirement null if none is announced
 */
record ResolvedBody(
    String model,
    int version,
    @Nullable String label,
    Stage stage,
    boolean retired,
    String digest,
    @Nullable Framework framework,
    @Nullable Signature signature,
    List<File> artifacts,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ResolvedRetirement retirement) {

  /**
   * A file of the version.
   *
   * @param url relative to the server unless a public URL is set
   */
  record File(String path, long size, String sha256, String url) {}

  /**
   * @param base the beginning of the URLs; empty: they are relative to the server
   */
  static ResolvedBody of(
      Version version,
      List<StoredArtifact> files,
      String base,
      @Nullable ResolvedRetirement retirement) {
    return new ResolvedBody(
        version.ref().model().name().text(),
        version.ref().number(),
        version.facts().label() == null ? null : version.facts().label().text(),
        version.stage(),
        version.stage() == Stage.RETIRED,
        version.digest(),
        version.facts().framework(),
        version.facts().signature(),
        files.stream().map(file -> file(version.ref(), file.artifact(), base)).toList(),
        retirement);
  }

  /** The digest determines the whole answer except for the stage, the label and the retirement. */
  String etag() {
    String tag = digest + "-" + stage.wire() + (label == null ? "" : "-" + label);
    return "\"" + tag + (retirement == null ? "" : "-" + retirement.tag()) + "\"";
  }

  /** Adds the header fields that go with it, in a 304 too. */
  void describe(HttpServletResponse response) {
    if (retirement != null) retirement.describe(response);
  }

  private static File file(VersionRef version, Artifact artifact, String base) {
    return new File(
        artifact.path().text(),
        artifact.size(),
        artifact.sha256().hex(),
        base + ArtifactUrl.of(version, artifact.path()));
  }
}
