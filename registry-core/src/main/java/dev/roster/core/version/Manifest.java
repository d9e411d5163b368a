package dev.roster.core.version;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.core.artifact.Artifact;
import dev.roster.core.json.CanonicalJson;
import dev.roster.core.reference.VersionRef;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
        text, "sha256:" + sha256(text), files.size(), files.stream().mapToLong(File::size).sum());
  }

  private static String sha256(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) { // every Java has it
      throw new IllegalStateException(impossible);
    }
  }
}
