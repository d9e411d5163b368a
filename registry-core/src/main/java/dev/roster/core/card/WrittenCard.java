package dev.roster.core.card;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A card as it is kept.
 *
 * @param by who changed it last; null if nobody has written anything yet, as is {@code at}
 * @param revision counts its changes
 */
public record WrittenCard(Card card, @Nullable String by, @Nullable Instant at, long revision) {
  static final WrittenCard NONE = new WrittenCard(Card.EMPTY, null, null, 0);
}
