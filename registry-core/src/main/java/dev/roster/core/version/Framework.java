package dev.roster.core.version;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.problem.Faults;
import org.jspecify.annotations.Nullable;

/** The framework of the model, for example {@code onnx 1.17}. */
public record Framework(String name, @Nullable String version) {
  void check(Faults faults) {
    faults
        .requiredText(field("framework", "name"), name, 128)
        .text(field("framework", "version"), version, 128);
  }
}
