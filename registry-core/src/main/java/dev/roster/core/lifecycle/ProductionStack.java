package dev.roster.core.lifecycle;

import dev.roster.core.reference.VersionRef;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The versions that were put into production, newest first, without those that were rolled back: a
 * rollback takes its target and all that lies above it off the stack, and the target comes onto it
 * again.
 *
 * @param serving the version in production, which is the newest on the stack; null: none is
 */
public record ProductionStack(List<Entry> entries, @Nullable VersionRef serving) {
  public ProductionStack {
    entries = List.copyOf(entries);
  }

  /**
   * A version that was put into production.
   *
   * @param ready whether it could serve again
   */
  public record Entry(VersionRef version, boolean ready) {}

  /**
   * Where rollbacks lead, one after the other: down the stack to each version that could serve
   * again and is not the one before.
   */
  List<VersionRef> wayBack() {
    List<VersionRef> way = new ArrayList<>();
    VersionRef now = serving;
    for (Entry candidate : beforeServing()) {
      if (!candidate.ready() || candidate.version().equals(now)) continue;
      now = candidate.version();
      way.add(now);
    }
    return way;
  }

  /**
   * How many entries a rollback to the target takes off the stack: the target and all above it. If
   * the target is not on the stack, the entry of the version that serves now.
   */
  int countToPop(VersionRef target) {
    List<Entry> before = beforeServing();
    int above = entries.size() - before.size();
    for (int i = 0; i < before.size(); i++)
      if (before.get(i).version().equals(target)) return above + i + 1;
    return Math.min(1, entries.size());
  }

  private List<Entry> beforeServing() {
    int first = serving == null ? 0 : 1;
    return entries.subList(Math.min(first, entries.size()), entries.size());
  }
}
