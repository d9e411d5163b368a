package dev.roster.core.version;

import dev.roster.core.problem.Faults;
import org.jspecify.annotations.Nullable;

/** What the model was made with, as {@code onnx 1.17}. */
public record Framework(String name, @Nullable String version) {
  void check(Faults faults) {
    faults.requiredText("/framework/name", name, 128).text("/framework/version", version, 128);
  }
}
