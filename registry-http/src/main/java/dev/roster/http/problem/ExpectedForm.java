package dev.roster.http.problem;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;

/** Says in words which values a parameter of a type can have. */
final class ExpectedForm {
  private ExpectedForm() {}

  static String of(Class<?> type) {
    if (type.isEnum())
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(value -> ((Enum<?>) value).name().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", "));
    if (type == boolean.class || type == Boolean.class) return "true or false";
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class)
      return "a whole number in range";
    if (type == double.class || type == Double.class) return "a number";
    if (type == UUID.class) return "a UUID";
    if (type == Instant.class) return "an ISO-8601 instant such as 2026-01-05T09:00:00Z";
    return "of the expected form";
  }
}
