package dev.roster.storage.search.field;

import dev.roster.core.search.Value;
import java.util.List;

/** Whether a version has a baseline. */
final class BaselineField extends SideTableField {
  private static final String HAS = "(exists (select from baseline a where a.version_id = v.id))";

  BaselineField(NamedParameters parameters, String v) {
    super(parameters, v);
  }

  @Override
  SideRows rows(Criterion criterion) {
    return SideRows.of("baseline", v, List.of("true"));
  }

  @Override
  public String condition(Criterion criterion, boolean probing) {
    String exist = rows(criterion).exist(probing);
    List<String> ways =
        criterion.values().stream()
            .map(value -> isWanted(value, criterion) ? exist : "(not " + exist + ")")
            .toList();
    return ways.size() == 1 ? ways.get(0) : "(" + String.join(" or ", ways) + ")";
  }

  private static boolean isWanted(Value value, Criterion criterion) {
    return ((Value.Bool) value).isTrue() != criterion.isDifferent();
  }

  /**
   * Returns no set for versions without a baseline, because they are too many to narrow a search.
   */
  @Override
  public List<CandidateSet> candidates(Criterion criterion, int rank) {
    return criterion.values().stream().allMatch(value -> isWanted(value, criterion))
        ? super.candidates(criterion, 1)
        : List.of();
  }

  @Override
  public List<SortKey> keys(boolean descending) {
    return List.of(new SortKey(SortKey.Kind.BOOLEAN, HAS, false, descending, null));
  }

  @Override
  public Facet facet() {
    return new Facet(HAS + "::text", "");
  }
}
