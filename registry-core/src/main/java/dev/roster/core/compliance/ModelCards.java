package dev.roster.core.compliance;

import dev.roster.core.card.Cards;
import dev.roster.core.model.ModelStore;
import dev.roster.core.policy.PolicyStore;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.version.VersionStore;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Reads model cards. */
@Service
public class ModelCards {
  private final Cards cards;
  private final VersionStore versions;
  private final ModelStore models;
  private final PolicyStore policies;

  ModelCards(Cards cards, VersionStore versions, ModelStore models, PolicyStore policies) {
    this.cards = cards;
    this.versions = versions;
    this.models = models;
    this.policies = policies;
  }

  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ) // one snapshot
  public ModelCard read(VersionRef version) {
    return new ModelCard(
        versions.read(version),
        models.read(version.model()).owner(),
        policies.observed(version),
        cards.read(version));
  }
}
