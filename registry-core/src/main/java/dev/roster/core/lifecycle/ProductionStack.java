package dev.roster.core.lifecycle;

import dev.roster.core.reference.VersionRef;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The versions that entered production, newest first. A rollback removes its target and all entries
 * above it, and then pushes the target again, so that the next rollback goes one further back.
 *
 * @param serving the version in production, which is the newest on the stack; null if none is
 */
public record ProductionStack(List<Entry> entries, @Nullable VersionRef serving) {
  public ProductionStack {
    entries = List.copyOf(entries);
  }

  /**
   * A version that entered production.
   *
   * @param ready whether the version could serve again
   */
  public record Entry(VersionRef version, boolean ready) {}

  /**
   * The versions that successive rollbacks lead to. Entries that could not serve again are skipped,
   * and so are entries that repeat the version before them.
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
   * How many entries a rollback to the target removes: the target and all above it. If the target
   * is not on the stack, only the newest entry is removed.
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
