package dev.roster.core.audit;

import dev.roster.core.history.FactChange;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.VersionRef;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change that is about to be committed.
 *
 * @param actor who makes it
 * @param detail facts in JSON's types; never a secret
 * @param facts the facts with a history that it changes; the caller holds the model's lock, and
 *     takes their time from {@code ModelStore.tick}
 */
public record Change(
    Actor actor,
    Action action,
    @Nullable ModelRef model,
    @Nullable Integer version,
    Map<String, Object> detail,
    List<FactChange> facts) {
  public Change(
      Actor actor,
      Action action,
      @Nullable ModelRef model,
      @Nullable Integer version,
      Map<String, Object> detail) {
    this(actor, action, model, version, detail, List.of());
  }

  public static Change of(Actor actor, Action action, ModelRef model, Map<String, Object> detail) {
    return new Change(actor, action, model, null, detail);
  }

  public static Change of(
      Actor actor, Action action, VersionRef version, Map<String, Object> detail) {
    return new Change(actor, action, version.model(), version.number(), detail);
  }

  /** The same change with the facts that it changes. */
  public Change with(List<FactChange> changed) {
    return new Change(actor, action, model, version, detail, List.copyOf(changed));
  }
}
