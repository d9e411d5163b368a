package dev.roster.api.comparison;

import dev.roster.core.signature.Compatibility;
import dev.roster.core.signature.Reason;
import dev.roster.core.signature.Verdict;
import java.util.List;

/** Whether one version's signature can take the place of another's. */
record CompatibilityBody(String model, int from, int to, Verdict verdict, List<Reason> reasons) {
  static CompatibilityBody of(String model, int from, int to, Compatibility found) {
    return new CompatibilityBody(model, from, to, found.verdict(), found.reasons());
  }
}
