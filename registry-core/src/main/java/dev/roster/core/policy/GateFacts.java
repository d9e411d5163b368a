package dev.roster.core.policy;

import dev.roster.core.model.Model;
import dev.roster.core.reference.Stage;
import dev.roster.core.version.Framework;
import dev.roster.core.version.Lineage;
import dev.roster.core.version.Version;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The facts of a move that a gate may see; {@link GateView} names them. */
public interface GateFacts {
  OfVersion candidate();

  /** The version in production; null if none is, or if it is the candidate. */
  @Nullable OfVersion champion();

  Model model();

  Stage from();

  Stage to();

  @Nullable String reason();

  String by();

  Instant now();

  /**
   * What monitors know of a version.
   *
   * @param driftState the worst state of the alarms that judge it; empty if no monitor judges it
   */
  record Observed(boolean hasBaseline, String driftState, long openIncidents) {}

  /** The facts of one version. */
  interface OfVersion {
    Version version();

    @Nullable String modelOwner();

    Observed observed();

    /** Whether its card says all that its risk class asks for. */
    boolean cardComplete();

    /** From 0 to 1. */
    double reproducibility();

    /** The verdict on its signature as a successor of the champion's. */
    String compatibility();

    /** The verdicts of the reports that count, by name. */
    Map<String, String> reports();

    /** How many approvals count of the open request for the same move of it. */
    long approvals();

    default String owner() {
      return text(modelOwner());
    }

    default String label() {
      return version().facts().label() == null ? "" : version().facts().label().text();
    }

    default long size() {
      Long size = version().size();
      return size == null ? 0 : size;
    }

    default String frameworkName() {
      Framework framework = version().facts().framework();
      return framework == null ? "" : framework.name();
    }

    default String frameworkVersion() {
      Framework framework = version().facts().framework();
      return framework == null ? "" : text(framework.version());
    }

    default String commit() {
      Lineage lineage = version().facts().lineage();
      return lineage == null || lineage.code() == null ? "" : text(lineage.code().commit());
    }

    default List<String> datasets() {
      Lineage lineage = version().facts().lineage();
      return lineage == null || lineage.datasets() == null
          ? List.of()
          : lineage.datasets().stream().map(Lineage.Dataset::name).toList();
    }

    private static String text(@Nullable String value) {
      return value == null ? "" : value;
    }
  }
}
