package dev.roster.core.lifecycle;

import dev.roster.core.lifecycle.History.Served;
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
record ServingStack(List<Served> served, @Nullable VersionRef serving) {
  ServingStack {
    served = List.copyOf(served);
  }

  /**
   * Where rollbacks lead, one after the other: down the stack to each version that could serve
   * again and is not the one before.
   */
  List<VersionRef> wayBack() {
    List<VersionRef> way = new ArrayList<>();
    VersionRef now = serving;
    for (Served candidate : beforeServing()) {
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
    List<Served> before = beforeServing();
    int above = served.size() - before.size();
    for (int i = 0; i < before.size(); i++)
      if (before.get(i).version().equals(target)) return above + i + 1;
    return Math.min(1, served.size());
  }

  private List<Served> beforeServing() {
    int first = serving == null ? 0 : 1;
    return served.subList(Math.min(first, served.size()), served.size());
  }
}
