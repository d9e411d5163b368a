package dev.roster.core.history;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A fact that reads itself from what is said of a model or version. Its column has the fact's name
 * on the wire.
 *
 * @param <T> what is said of the model or version
 */
public final class ReadableFact<T> extends Fact {
  private final Function<T, @Nullable Object> reader;

  /**
   * @param reader gives the value in JSON's types; null if there is none
   */
  public ReadableFact(String wire, Function<T, @Nullable Object> reader) {
    super(wire);
    this.reader = reader;
  }

  public @Nullable Object of(T said) {
    return reader.apply(said);
  }

  /** The facts that became another, with their new values. */
  public static <T> Map<ReadableFact<T>, @Nullable Object> changed(
      List<ReadableFact<T>> facts, T before, T after) {
    Map<ReadableFact<T>, @Nullable Object> changed = new LinkedHashMap<>();
    for (ReadableFact<T> fact : facts)
      if (!Objects.equals(fact.of(before), fact.of(after))) changed.put(fact, fact.of(after));
    return changed;
  }
}
