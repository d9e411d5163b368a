package dev.roster.api.comparison;

import dev.roster.core.signature.Compatibility;
import dev.roster.core.signature.Reason;
import dev.roster.core.signature.Verdict;
import java.util.List;

/**
 * The verdict on whether the signature of one version can replace that of another.
 *
 * @param omitted the number of reasons that are not shown
 */
record CompatibilityBody(
    String model, int from, int to, Verdict verdict, List<Reason> reasons, int omitted) {
  static CompatibilityBody of(String model, int from, int to, Compatibility found) {
    return new CompatibilityBody(
        model, from, to, found.verdict(), found.reasons(), found.omitted());
  }
}
