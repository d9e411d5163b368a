package dev.roster.core.audit;

import java.util.Collection;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The line in which people read an audit entry, without its actor. {@code {name}} is the value of
 * that name in the entry's detail, {@code {version}} the entry's version, and {@code {facts}} the
 * names of all values in the detail. A part in square brackets is left out if a value in it is
 * absent or empty.
 */
record SummaryTemplate(String text) {
  private static final int MAX_LENGTH = 300;
  private static final Pattern OPTIONAL = Pattern.compile("\\[([^\\]]*)\\]");
  private static final Pattern VALUE = Pattern.compile("\\{(\\w+)\\}");

  /** The line, with the actor first, without control characters and cut to its maximal length. */
  String line(AuditEntry entry) {
    String line = (entry.actor() + " " + filled(entry)).replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH - 1) + "…";
  }

  /** Fills the values in last, so that no text of a value is read as a part of the template. */
  private String filled(AuditEntry entry) {
    String parts = OPTIONAL.matcher(text).replaceAll(part -> kept(part.group(1), entry));
    return VALUE
        .matcher(parts)
        .replaceAll(
            name ->
                Matcher.quoteReplacement(
                    Objects.toString(value(name.group(1), entry), "a text that was erased")));
  }

  private static String kept(String part, AuditEntry entry) {
    boolean complete =
        VALUE
            .matcher(part)
            .results()
            .map(name -> value(name.group(1), entry))
            .noneMatch(value -> value == null || value.isEmpty());
    return complete ? Matcher.quoteReplacement(part) : "";
  }

  private static @Nullable String value(String name, AuditEntry entry) {
    return switch (name) {
      case "version" -> entry.version() == null ? null : "version " + entry.version();
      case "facts" ->
          entry.detail().isEmpty()
              ? "facts"
              : entry.detail().keySet().stream().sorted().collect(Collectors.joining(", "));
      default -> entry.committed().isErased(name) ? null : text(entry.detail().get(name));
    };
  }

  private static @Nullable String text(@Nullable Object value) {
    if (value == null) return null;
    return value instanceof Collection<?> items
        ? items.stream().map(String::valueOf).collect(Collectors.joining(", "))
        : value.toString();
  }
}
