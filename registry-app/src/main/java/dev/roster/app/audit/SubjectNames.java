package dev.roster.app.audit;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The names that an export shows for each subject. A leaf has the subject alone, so a name is
 * judged by the other entries of its subject.
 */
final class SubjectNames {
  /** How often a name is shown, and where first. */
  private record Shown(long times, long firstSeq) {
    Shown again() {
      return new Shown(times + 1, firstSeq);
    }
  }

  private final Map<String, Map<String, Shown>> names = new HashMap<>();

  void add(long seq, String subject, String name) {
    names
        .computeIfAbsent(subject, one -> new LinkedHashMap<>())
        .merge(name, new Shown(1, seq), (shown, once) -> shown.again());
  }

  /** Reports each name that is not the one that most entries of the subject have. */
  void compare(Consumer<Fault> faults) {
    names.forEach(
        (subject, shown) -> {
          long most = shown.values().stream().mapToLong(Shown::times).max().orElse(0);
          boolean isClear = shown.values().stream().filter(one -> one.times() == most).count() == 1;
          shown.forEach(
              (name, one) -> {
                if (shown.size() > 1 && !(isClear && one.times() == most))
                  faults.accept(
                      new Fault(
                          one.firstSeq(),
                          "its actor " + name + " is not that of other entries of " + subject));
              });
        });
  }
}
