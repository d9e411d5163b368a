package dev.roster.storage.search;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Models and versions as plain values, to search them in Java. */
record Shelf(List<Model> models) {
  /** A model with its versions. */
  record Model(
      long id,
      String name,
      @Nullable String description,
      @Nullable String owner,
      Map<String, String> tags,
      String createdBy,
      Instant createdAt,
      Instant updatedAt,
      boolean deleted,
      List<Version> versions) {}

  /**
   * A version.
   *
   * @param hyperparameters values as JSON has them
   * @param metrics the last value, whatever it was measured on
   * @param measured the last value per name and dataset, joined by a slash
   * @param driftStates of the monitors that judge it
   */
  record Version(
      long id,
      int number,
      String status,
      String stage,
      @Nullable String description,
      @Nullable String license,
      Map<String, String> tags,
      @Nullable String frameworkName,
      @Nullable String frameworkVersion,
      Map<String, Object> hyperparameters,
      Map<String, Double> metrics,
      Map<String, Double> measured,
      @Nullable String commit,
      List<String> datasets,
      List<String> aliases,
      @Nullable String digest,
      @Nullable Long size,
      String createdBy,
      Instant createdAt,
      Instant updatedAt,
      List<String> driftStates,
      boolean hasBaseline) {
    boolean isLive() {
      return !status.equals("deleted"); // one whose bytes were reclaimed is there
    }
  }
}
