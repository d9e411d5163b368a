package dev.roster.core.history;

import dev.roster.core.reference.VersionRef;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A fact and the value that a change gave it.
 *
 * @param version null: a fact of the model itself
 * @param key the name of an alias in lower case; empty for all other facts
 * @param value in JSON's types; null if the fact has no value any more
 * @param at the time that the fact's own row shows; later than every earlier change of the model
 */
public record FactChange(
    Fact fact, @Nullable VersionRef version, String key, @Nullable Object value, Instant at) {
  public static FactChange ofModel(Fact fact, @Nullable Object value, Instant at) {
    return new FactChange(fact, null, "", value, at);
  }

  public static FactChange ofVersion(
      VersionRef version, Fact fact, @Nullable Object value, Instant at) {
    return new FactChange(fact, version, "", value, at);
  }

  public static FactChange aliasTo(String name, int version, Instant at) {
    Map<String, Object> target = new HashMap<>(Map.of("name", name, "version", version));
    return new FactChange(Fact.ALIAS, null, name.toLowerCase(Locale.ROOT), target, at);
  }

  public static FactChange aliasGone(String name, Instant at) {
    return new FactChange(Fact.ALIAS, null, name.toLowerCase(Locale.ROOT), null, at);
  }
}
