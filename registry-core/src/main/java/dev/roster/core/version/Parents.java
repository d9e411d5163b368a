package dev.roster.core.version;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.access.ModelAccess;
import dev.roster.core.access.Principal;
import dev.roster.core.problem.Faults;
import dev.roster.core.problem.FieldPath;
import dev.roster.core.reference.VersionRef;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds the versions that a lineage names as parents. A parent is always older than its child, by
 * id, so versions cannot form a cycle, even under concurrent changes.
 */
@Component
class Parents {
  private final LineageStore lineage;

  Parents(LineageStore lineage) {
    this.lineage = lineage;
  }

  static List<Lineage.Parent> of(@Nullable Lineage lineage) {
    return lineage == null || lineage.parents() == null ? List.of() : lineage.parents();
  }

  /** The parents of a version that has no id yet. */
  List<VersionRef> find(@Nullable Lineage lineage, Principal by) {
    return find(Long.MAX_VALUE, lineage, by);
  }

  List<VersionRef> find(VersionRef child, @Nullable Lineage lineage, Principal by) {
    return find(child.id(), lineage, by);
  }

  private List<VersionRef> find(long child, @Nullable Lineage given, Principal by) {
    List<Lineage.Parent> parents = of(given);
    if (parents.isEmpty()) return List.of();
    List<@Nullable VersionRef> found = lineage.find(parents);
    Faults faults = new Faults();
    IntStream.range(0, parents.size())
        .forEach(i -> check(field("lineage", "parents").item(i), found.get(i), child, by, faults));
    faults.throwIfAny();
    return found.stream().filter(Objects::nonNull).distinct().toList();
  }

  private static void check(
      FieldPath at, @Nullable VersionRef parent, long child, Principal by, Faults faults) {
    if (parent == null || !ModelAccess.isVisible(parent.model(), by))
      faults.add(at, "names no version that exists and that the token may read");
    else if (parent.id() == child) faults.add(at, "is the version itself");
    else if (parent.id() > child)
      faults.add(at, "was registered after this version, so this one cannot be made from it");
  }
}
