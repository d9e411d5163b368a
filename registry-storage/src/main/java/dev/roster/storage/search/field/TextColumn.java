package dev.roster.storage.search.field;

import dev.roster.core.search.Operator;
import dev.roster.core.search.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text in a column of the version or of its model. The methods without a verb set its properties.
 */
final class TextColumn implements FieldSql {
  private static final String DESCRIBED =
      "select s.id from version s where s.description is not null and ";

  private final NamedParameters parameters;
  private final TextExpression text;
  private String facet;
  private boolean nullable;
  private boolean indexed = true;
  private boolean isLong;
  private boolean ofModel;
  private @Nullable String stepped;

  /** Creates a column that is never null and that an index begins with. */
  TextColumn(NamedParameters parameters, TextExpression text) {
    this.parameters = parameters;
    this.text = text;
    this.facet = text.exact();
  }

  /** The column may be null. Its index has the rows in which it is not. */
  TextColumn nullable() {
    nullable = true;
    return this;
  }

  /** No index has the rows in the order of the column. */
  TextColumn unindexed() {
    indexed = false;
    return this;
  }

  /**
   * The column is nullable and may be long. An index has its trigrams, and an order reads its head.
   */
  TextColumn longText() {
    isLong = true;
    return this;
  }

  /**
   * Versions read the value from their model.
   *
   * @param value what facets count
   */
  TextColumn ofModel(String value) {
    ofModel = true;
    facet = value;
    return this;
  }

  /**
   * The column has few distinct values, so a text whose beginning is not known is searched for in
   * all of them.
   *
   * @param column a column of version, with its collation if the collation is not "C"
   */
  TextColumn ofFewValues(String column) {
    stepped = column;
    return this;
  }

  private String holds(Criterion criterion) {
    return new TextCondition(text, parameters).holds(criterion);
  }

  @Override
  public String condition(Criterion criterion, boolean probing) {
    return "(" + holds(criterion) + ")";
  }

  @Override
  public String exists(boolean probing) {
    return "(" + text.exact() + " is not null)";
  }

  @Override
  public List<CandidateSet> candidates(Criterion criterion, int rank) {
    if (ofModel)
      return List.of(
          CandidateSet.of(
              "select s.id from version s where s.model_id in (select n.id from model n where "
                  + holds(criterion)
                  + ")",
              rank));
    if (isLong) return byTrigrams(criterion, rank);
    if (criterion.isOpen())
      return stepped == null ? List.of() : List.of(throughValues(stepped, criterion, rank));
    List<String> selects =
        new TextCondition(text, parameters)
            .ranges(criterion).stream()
                .map(range -> "select s.id from version s where " + range)
                .toList();
    return List.of(CandidateSet.of(CandidateSet.union(selects), rank));
  }

  @Override
  public List<CandidateSet> candidatesThatExist(int rank) {
    return List.of();
  }

  private List<CandidateSet> byTrigrams(Criterion criterion, int rank) {
    List<String> selects = new ArrayList<>();
    if (criterion.isDifferent()) return List.of();
    if (criterion.part() != null)
      return List.of(new CandidateSet(DESCRIBED + holds(criterion), rank, true, null));
    for (Value value : criterion.values()) {
      String whole = value instanceof Value.Like like ? like.text() : ((Value.Text) value).text();
      if (!Trigrams.narrow(whole)) return List.of();
      Criterion part = new Criterion(null, List.of(), whole);
      Criterion one = new Criterion(Operator.EQUAL, List.of(value), null);
      selects.add(DESCRIBED + holds(part) + " and " + holds(one));
    }
    return List.of(new CandidateSet(CandidateSet.union(selects), rank, true, null));
  }

  /**
   * Steps through an index from value to value, and reads the versions of the values that match.
   */
  private CandidateSet throughValues(String column, Criterion criterion, int rank) {
    String fits = new TextCondition(TextExpression.of("e.value"), parameters).holds(criterion);
    String select =
        """
        select s.id from version s where s.%1$s in (
          with recursive e (value) as (
            (select x.%1$s from version x where x.%1$s is not null order by x.%1$s limit 1)
            union all
            select (select x.%1$s from version x where x.%1$s > e.value order by x.%1$s limit 1)
            from e where e.value is not null)
          select e.value from e where e.value is not null and %2$s)"""
            .formatted(column, fits);
    return CandidateSet.of(select, rank);
  }

  @Override
  public List<SortKey> keys(boolean descending) {
    if (isLong) return List.of(SortKey.computed(SortKey.Kind.TEXT, text.truncated(), descending));
    return List.of(
        indexed
            ? SortKey.indexed(SortKey.Kind.TEXT, text.exact(), nullable, descending)
            : new SortKey(SortKey.Kind.TEXT, text.exact(), nullable, descending, null));
  }

  @Override
  public Facet facet() {
    return new Facet(facet, "");
  }
}
