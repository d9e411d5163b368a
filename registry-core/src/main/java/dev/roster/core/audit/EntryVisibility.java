package dev.roster.core.audit;

import dev.roster.core.reference.Visibility;
import java.util.Set;

/**
 * The entries that a reader may read.
 *
 * @param models whose entries it may read
 * @param withoutModel whether it may read those of no model
 */
public record EntryVisibility(Visibility models, boolean withoutModel) {
  public static final EntryVisibility ALL =
      new EntryVisibility(new Visibility(true, Set.of(), Set.of()), true);
}
