package dev.roster.http.request;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Parses ids in paths, which must have the form in which Roster writes them. */
public final class PathIds {
  private static final Pattern FORM =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private PathIds() {}

  /** Empty if no id has this form. */
  public static Optional<UUID> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
  }
}
