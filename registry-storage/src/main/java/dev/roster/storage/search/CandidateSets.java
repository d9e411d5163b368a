package dev.roster.storage.search;

import dev.roster.core.search.FieldRef;
import dev.roster.core.search.Filter;
import dev.roster.core.search.Value;
import dev.roster.storage.search.field.CandidateSet;
import dev.roster.storage.search.field.Criterion;
import dev.roster.storage.search.field.FieldTable;
import dev.roster.storage.search.field.Trigrams;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the conditions of a filter for which an index can find a set of versions that contains all
 * matches of the filter.
 */
final class CandidateSets implements Filter.Visitor<List<CandidateSet>> {
  private final FieldTable fields;
  private final boolean ofModels;

  /**
   * @param fields the fields of versions with the alias {@code s}, whose models have the alias
   *     {@code n}
   * @param ofModels whether a field that both models and versions have is read from the model, so
   *     that it narrows no versions
   */
  CandidateSets(FieldTable fields, boolean ofModels) {
    this.fields = fields;
    this.ofModels = ofModels;
  }

  /** Returns the sets. The set that is likely to narrow most comes first. */
  List<CandidateSet> of(Filter filter) {
    List<CandidateSet> sets = new ArrayList<>(filter.accept(this));
    sets.sort(Comparator.comparingInt(CandidateSet::rank));
    return sets;
  }

  @Override
  public List<CandidateSet> and(Filter.And and) {
    return and.parts().stream().flatMap(part -> part.accept(this).stream()).toList();
  }

  @Override
  public List<CandidateSet> or(Filter.Or or) {
    List<String> selects = new ArrayList<>();
    int rank = 0;
    boolean byParts = false;
    for (Filter part : or.parts()) {
      List<CandidateSet> sets = of(part);
      if (sets.isEmpty()) return List.of();
      selects.add(sets.get(0).select());
      rank = Math.max(rank, sets.get(0).rank());
      byParts |= sets.get(0).byParts();
    }
    return List.of(new CandidateSet(CandidateSet.union(selects), rank, byParts, null));
  }

  @Override
  public List<CandidateSet> not(Filter.Not not) {
    return List.of();
  }

  @Override
  public List<CandidateSet> comparison(Filter.Comparison comparison) {
    int rank =
        switch (comparison.operator()) {
          case EQUAL -> comparison.value() instanceof Value.Like ? 2 : 0;
          case LESS, AT_MOST, MORE, AT_LEAST -> 3;
          case NOT_EQUAL -> 5;
        };
    return candidates(comparison.field(), Criterion.of(comparison), rank);
  }

  @Override
  public List<CandidateSet> in(Filter.In in) {
    return candidates(in.field(), Criterion.of(in), 1);
  }

  @Override
  public List<CandidateSet> part(Filter.Part part) {
    return Trigrams.hasTrigram(part.text()) || part.field().field().isOfModelAlone()
        ? candidates(part.field(), Criterion.of(part), 2)
        : List.of();
  }

  @Override
  public List<CandidateSet> exists(Filter.Exists exists) {
    return isOfModel(exists.field()) ? List.of() : fields.of(exists.field()).candidatesThatExist(4);
  }

  private List<CandidateSet> candidates(FieldRef field, Criterion criterion, int rank) {
    return isOfModel(field) ? List.of() : fields.of(field).candidates(criterion, rank);
  }

  private boolean isOfModel(FieldRef field) {
    return ofModels && field.field().isOfModel();
  }
}
