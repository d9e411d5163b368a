package dev.roster.core.card;

import dev.roster.core.access.Principal;
import dev.roster.core.audit.Action;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.Revision;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.version.VersionStore;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads and writes what people say of a version. It can change at any time, as tags can. */
@Service
public class Cards {
  private final CardStore cards;
  private final VersionStore versions;
  private final AuditLog audit;
  private final Clock clock;

  Cards(CardStore cards, VersionStore versions, AuditLog audit, Clock clock) {
    this.cards = cards;
    this.versions = versions;
    this.audit = audit;
    this.clock = clock;
  }

  public WrittenCard read(VersionRef version) {
    return cards.find(version).orElse(WrittenCard.NONE);
  }

  /**
   * Replaces the card. What is not in it is removed.
   *
   * @param expected the revision that the card must have
   * @throws Refused {@code invalid_field}, {@code stale}
   */
  @Transactional
  public WrittenCard write(VersionRef version, Card card, Optional<Long> expected, Principal by) {
    card.check();
    versions.lock(version);
    WrittenCard before = read(version);
    Revision.check(expected, before.revision());
    if (card.equals(before.card())) return before;
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    WrittenCard written = new WrittenCard(card, by.name(), now, before.revision() + 1);
    cards.put(version, written);
    audit.append(
        Change.of(by.actor(), Action.CARD_CHANGED, version, card.changedFrom(before.card())));
    return written;
  }
}
