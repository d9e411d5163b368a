package dev.roster.core.yaml;

import org.jspecify.annotations.Nullable;

/** A document that is no YAML, or more of it than is read. The message says which, and where. */
public final class UnreadableYaml extends Exception {
  UnreadableYaml(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
