package dev.roster.api.compliance;

import dev.roster.core.card.Card;
import dev.roster.core.card.RiskClass;
import dev.roster.core.compliance.ModelCard;
import dev.roster.core.metric.MetricValue;
import dev.roster.core.policy.GateFacts.Observed;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionStatus;
import dev.roster.core.version.Framework;
import dev.roster.core.version.Lineage;
import dev.roster.core.version.Signature;
import dev.roster.core.version.Version;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model card: what people wrote and what Roster knows.
 *
 * @param complete whether nothing is missing
 * @param missing the names of what the risk class asks for and nobody has written
 * @param writtenAt when somebody last changed what is written; null before
 */
record CardBody(
    String model,
    int version,
    VersionStatus status,
    Stage stage,
    @Nullable String digest,
    @Nullable String label,
    @Nullable String description,
    @Nullable String license,
    @Nullable String owner,
    Instant createdAt,
    String createdBy,
    @Nullable Instant finalizedAt,
    @Nullable String intendedUse,
    @Nullable String limitations,
    @Nullable String ethics,
    @Nullable String trainingData,
    @Nullable String evaluation,
    @Nullable String contact,
    @Nullable RiskClass riskClass,
    List<String> dataCategories,
    boolean complete,
    List<String> missing,
    @Nullable Instant writtenAt,
    @Nullable String writtenBy,
    Map<String, String> tags,
    @Nullable Framework framework,
    Map<String, Object> hyperparameters,
    @Nullable Signature signature,
    Map<String, @MetricValue Double> metrics,
    @Nullable Lineage lineage,
    Drift drift) {
  /**
   * What monitors know of the version.
   *
   * @param state the worst state of the alarms that judge it; null if no monitor judges it
   */
  record Drift(boolean hasBaseline, @Nullable String state, long openIncidents) {
    static Drift of(Observed observed) {
      String state = observed.driftState();
      return new Drift(
          observed.hasBaseline(), state.isEmpty() ? null : state, observed.openIncidents());
    }
  }

  static CardBody of(ModelCard found) {
    Version version = found.version();
    Card card = found.written().card();
    return new CardBody(
        version.ref().model().name().text(),
        version.ref().number(),
        version.status(),
        version.stage(),
        version.digest(),
        version.facts().label() == null ? null : version.facts().label().text(),
        version.facts().description(),
        version.facts().license(),
        found.owner(),
        version.createdAt(),
        version.createdBy(),
        version.finalizedAt(),
        card.intendedUse(),
        card.limitations(),
        card.ethics(),
        card.trainingData(),
        card.evaluation(),
        card.contact(),
        card.riskClass(),
        card.dataCategories(),
        card.isComplete(),
        card.missing(),
        found.written().at(),
        found.written().by(),
        version.facts().tags(),
        version.facts().framework(),
        version.facts().hyperparameters(),
        version.facts().signature(),
        version.metrics(),
        version.facts().lineage(),
        Drift.of(found.observed()));
  }
}
