package dev.roster.core.signature;

import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.version.SignatureSource.Kind;
import dev.roster.core.yaml.SafeYaml;
import dev.roster.core.yaml.UnreadableYaml;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** MLflow's {@code MLmodel}, which is YAML. */
@Component
class MlModelFormat implements ModelFormat {
  static final int MAX_BYTES = 4 << 20;

  @Override
  public Kind kind() {
    return Kind.MLMODEL;
  }

  @Override
  public boolean isNamed(ArtifactPath path) {
    return path.fileName().equals("MLmodel");
  }

  /** A model of MLflow holds the files of its flavors in its own folder. */
  @Override
  public boolean covers(ArtifactPath model, ArtifactPath other) {
    return other.text().startsWith(model.folder());
  }

  @Override
  public List<FileSignature> read(FileBytes bytes) throws UnreadableFile {
    if (bytes.size() > MAX_BYTES)
      throw new UnreadableFile(
          "has %,d bytes; at most %,d bytes of an MLmodel file are read"
              .formatted(bytes.size(), MAX_BYTES));
    Object document;
    try {
      document = SafeYaml.read(bytes.read((int) bytes.size()), MAX_BYTES);
    } catch (UnreadableYaml unreadable) {
      throw new UnreadableFile(unreadable.getMessage());
    }
    if (!(document instanceof Map<?, ?> model))
      throw new UnreadableFile("is not an MLmodel file, because it is not a map");
    Object signature = model.get("signature");
    if (signature == null) return List.of();
    if (!(signature instanceof Map<?, ?> parts))
      throw new UnreadableFile("has a signature that is not a map");
    MlModelSignature read = new MlModelSignature(parts);
    if (read.saysNothing()) return List.of();
    return List.of(read.toFileSignature());
  }
}
