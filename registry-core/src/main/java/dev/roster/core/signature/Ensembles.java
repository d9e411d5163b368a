package dev.roster.core.signature;

import dev.roster.core.artifact.ArtifactFile;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The ensembles of a repository of Triton. An ensemble passes its inputs through other models of
 * the repository, so it is what clients call (docs of triton-inference-server, Ensemble Models).
 */
final class Ensembles {
  private static final int MAX_CONFIGURATIONS = 64;
  private static final int MAX_STEPS = 10_000;

  private Ensembles() {}

  /** The configurations of ensembles that are no step of another one. */
  static List<ArtifactFile> among(List<ArtifactFile> configurations, ReadBudget budget) {
    if (configurations.size() > MAX_CONFIGURATIONS) return List.of();
    Map<ArtifactFile, String> ensembles = new LinkedHashMap<>();
    Set<String> steps = new HashSet<>();
    for (ArtifactFile file : configurations) {
      try {
        TextMessage config = TritonFormat.parse(new FileBytes(file::bytes, file.size(), budget));
        List<TextMessage> scheduling = config.messages("ensemble_scheduling");
        if (scheduling.isEmpty() && !config.text("platform").orElse("").equals("ensemble"))
          continue;
        ensembles.put(file, config.text("name").orElse(folderName(file)));
        for (TextMessage one : scheduling)
          for (TextMessage step : one.messages("step")) steps.addAll(step.texts("model_name"));
        if (steps.size() > MAX_STEPS) return List.of();
      } catch (UnreadableFile later) {
        continue; // its format says why
      }
    }
    return ensembles.entrySet().stream()
        .filter(ensemble -> !steps.contains(ensemble.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String folderName(ArtifactFile file) {
    String[] segments = file.path().folder().split("/");
    return segments[segments.length - 1];
  }
}
