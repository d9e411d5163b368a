package dev.roster.api.monitoring;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Ids in paths, in the one form that Roster writes. */
final class Ids {
  private static final Pattern FORM =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private Ids() {}

  static Optional<UUID> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
  }
}
