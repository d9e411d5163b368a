package dev.roster.http.json;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Describes the form of a type, for a caller who sent a value of another type. */
public final class TypeDescription {
  private TypeDescription() {}

  public static String of(@Nullable Class<?> type) {
    if (type == null) return "of the right type";
    if (type.isEnum())
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(value -> ((Enum<?>) value).name().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", "));
    if (type == boolean.class || type == Boolean.class) return "true or false";
    if (type == String.class) return "a text";
    if (type == UUID.class) return "a UUID";
    if (type == Instant.class) return "an ISO-8601 instant such as 2026-01-05T09:00:00Z";
    if (type == double.class || type == Double.class) return "a number";
    if (Number.class.isAssignableFrom(type) || type.isPrimitive()) return "a whole number in range";
    if (Collection.class.isAssignableFrom(type) || type.isArray()) return "a list";
    if (Map.class.isAssignableFrom(type) || type.isRecord()) return "an object";
    return "of the right form";
  }
}
