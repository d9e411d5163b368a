package dev.roster.core.warning;

import dev.roster.core.artifact.ArtifactFile;
import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.version.Warning.Code;
import dev.roster.core.yaml.SafeYaml;
import dev.roster.core.yaml.UnreadableYaml;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files that an {@code MLmodel} names in its flavors and its example. */
final class MlModelParts implements FileCheck {
  /** The keys of a flavor that name a file or a folder beside the {@code MLmodel}. */
  private static final Set<String> PARTS =
      Set.of(
          "code",
          "conda",
          "data",
          "env",
          "model_binary",
          "model_code_path",
          "model_data",
          "model_path",
          "pickled_model",
          "python_model",
          "saved_model_dir",
          "virtualenv");

  @Override
  public boolean isFor(ArtifactPath path, long size) {
    return path.fileName().equals("MLmodel") && size <= SafeYaml.MAX_LENGTH;
  }

  @Override
  public void check(ArtifactFile file, FoundWarnings found) throws UnreadableYaml {
    if (!(SafeYaml.read(file.bytes()) instanceof Map<?, ?> model)) return;
    String path = file.path().text();
    if (model.get("flavors") instanceof Map<?, ?> flavors)
      for (Object flavor : flavors.values())
        if (flavor instanceof Map<?, ?> parts) flavor(parts, path, found);
    if (model.get("saved_input_example_info") instanceof Map<?, ?> example)
      part(example.get("artifact_path"), path, found);
  }

  private static void flavor(Map<?, ?> parts, String path, FoundWarnings found) {
    parts.forEach(
        (key, value) -> {
          if (!PARTS.contains(key)) return;
          if (value instanceof Map<?, ?> several)
            several.forEach((name, one) -> part(PARTS.contains(name) ? one : null, path, found));
          else part(value, path, found);
        });
    if (parts.get("artifacts") instanceof Map<?, ?> artifacts)
      for (Object artifact : artifacts.values())
        if (artifact instanceof Map<?, ?> one) part(one.get("path"), path, found);
  }

  private static void part(@Nullable Object named, String path, FoundWarnings found) {
    if (!(named instanceof String text) || text.isBlank() || text.contains("://")) return;
    String place = FoundWarnings.place(path, text);
    if (place == null || !found.has(place))
      found.add(
          path,
          Code.FILE_MISSING,
          "names %s, which is not among the files. Upload the whole folder of the model"
              .formatted(text));
  }
}
