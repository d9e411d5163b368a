package dev.roster.core.compliance;

import dev.roster.core.card.Cards;
import dev.roster.core.model.ModelStore;
import dev.roster.core.policy.GateFactStore;
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
  private final GateFactStore facts;

  ModelCards(Cards cards, VersionStore versions, ModelStore models, GateFactStore facts) {
    this.cards = cards;
    this.versions = versions;
    this.models = models;
    this.facts = facts;
  }

  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ) // one snapshot
  public ModelCard read(VersionRef version) {
    return new ModelCard(
        versions.read(version),
        models.read(version.model()).owner(),
        facts.observed(version),
        cards.read(version));
  }
}
