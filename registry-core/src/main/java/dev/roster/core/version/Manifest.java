package dev.roster.core.version;

import dev.roster.core.artifact.Artifact;
import dev.roster.core.digest.Sha256;
import dev.roster.core.json.CanonicalJson;
import dev.roster.core.reference.VersionRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All immutable facts of a version, as RFC 8785 canonical JSON.
 *
 * @param digest {@code sha256:} and the hex SHA-256 of the text's UTF-8
 * @param size the bytes of all files together
 */
public record Manifest(String text, String digest, int artifactCount, long size) {

  /** A file of the version. */
  public record File(String path, String sha256, long size) {
    static File of(Artifact artifact) {
      return new File(artifact.path().text(), artifact.sha256().hex(), artifact.size());
    }
  }

  /** The manifest of files that are sorted by path. */
  static Manifest of(VersionRef version, VersionFacts facts, List<File> files) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("model", version.model().name().text());
    content.put("version", version.number());
    content.put("artifacts", files);
    if (facts.signature() != null) content.put("signature", facts.signature());
    if (facts.framework() != null) content.put("framework", facts.framework());
    if (!facts.hyperparameters().isEmpty()) content.put("hyperparameters", facts.hyperparameters());
    if (facts.lineage() != null) content.put("lineage", facts.lineage());
    String text = CanonicalJson.of(content);
    return new Manifest(
        text,
        Sha256.ofText(text).toString(),
        files.size(),
        files.stream().mapToLong(File::size).sum());
  }
}
