package dev.roster.api.lifecycle;

import dev.roster.core.artifact.StoredArtifact;
import dev.roster.core.reference.Stage;
import dev.roster.core.version.Framework;
import dev.roster.core.version.Signature;
import dev.roster.core.version.Version;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/** What a serving system needs to know of a version: its files, and where they are. */
record ResolvedBody(
    String model,
    int version,
    @Nullable String label,
    Stage stage,
    boolean retired,
    String digest,
    @Nullable Framework framework,
    @Nullable Signature signature,
    List<File> artifacts) {

  /**
   * A file of the version.
   *
   * @param url relative to the server unless a public URL is set
   */
  record File(String path, long size, String sha256, String url) {}

  /**
   * @param base the beginning of the URLs; empty: they are relative to the server
   */
  static ResolvedBody of(Version version, List<StoredArtifact> files, String base) {
    String name = version.ref().model().name().text();
    String prefix =
        "%s/api/v1/models/%s/versions/%d/artifacts/".formatted(base, name, version.ref().number());
    return new ResolvedBody(
        name,
        version.ref().number(),
        version.facts().label() == null ? null : version.facts().label().text(),
        version.stage(),
        version.stage() == Stage.RETIRED,
        version.digest(),
        version.facts().framework(),
        version.facts().signature(),
        files.stream().map(file -> file(file, prefix)).toList());
  }

  /** The digest determines the whole answer except for the stage and the label. */
  String etag() {
    return "\"" + digest + "-" + stage.wire() + (label == null ? "" : "-" + label) + "\"";
  }

  private static File file(StoredArtifact stored, String prefix) {
    String path = stored.artifact().path().text();
    String encoded =
        Arrays.stream(path.split("/"))
            .map(segment -> UriUtils.encodePathSegment(segment, StandardCharsets.UTF_8))
            .collect(Collectors.joining("/"));
    return new File(
        path, stored.artifact().size(), stored.artifact().sha256().hex(), prefix + encoded);
  }
}
