package dev.roster.storage.search;

import dev.roster.core.search.Field;
import dev.roster.core.search.FieldRef;
import dev.roster.core.search.Filter;
import dev.roster.core.search.Operator;
import dev.roster.core.search.Value;
import dev.roster.storage.search.field.Criterion;
import dev.roster.storage.search.field.FieldTable;
import dev.roster.storage.search.field.SideRows;
import dev.roster.storage.search.field.TextExpression;
import dev.roster.storage.search.field.Trigrams;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the conditions of a filter that an index can turn into a set of versions, of which all that
 * the filter finds are members.
 */
final class CandidateSets implements Filter.Reader<List<CandidateSets.Way>> {
  private static final String DESCRIBED =
      "select s.id from version s where s.description is not null and ";

  private final FieldTable leaves;
  private final boolean ofModels;

  /**
   * A set of versions.
   *
   * @param select gives their ids, some perhaps twice
   * @param rank how much it is likely to narrow; 0 the most
   * @param byParts whether it is found by parts of texts, all of it before the first is known
   * @param newestFirst the attribute whose index has them newest first; null: none has
   */
  record Way(String select, int rank, boolean byParts, @Nullable Attribute newestFirst) {
    static Way of(String select, int rank) {
      return new Way(select, rank, false, null);
    }
  }

  /** One value of one key, as it stands in version_attribute. */
  record Attribute(String key, String term) {}

  /**
   * @param leaves of versions {@code s}, with models {@code n}
   * @param ofModels whether what models have too is the model's, and so narrows no versions
   */
  CandidateSets(FieldTable leaves, boolean ofModels) {
    this.leaves = leaves;
    this.ofModels = ofModels;
  }

  /** The likeliest first. */
  List<Way> of(Filter filter) {
    List<Way> ways = new ArrayList<>(filter.read(this));
    ways.sort(Comparator.comparingInt(Way::rank));
    return ways;
  }

  @Override
  public List<Way> and(Filter.And and) {
    return and.parts().stream().flatMap(part -> part.read(this).stream()).toList();
  }

  @Override
  public List<Way> or(Filter.Or or) {
    List<String> selects = new ArrayList<>();
    int rank = 0;
    boolean byParts = false;
    for (Filter part : or.parts()) {
      List<Way> ways = of(part);
      if (ways.isEmpty()) return List.of();
      selects.add(ways.get(0).select());
      rank = Math.max(rank, ways.get(0).rank());
      byParts |= ways.get(0).byParts();
    }
    return List.of(new Way(together(selects), rank, byParts, null));
  }

  @Override
  public List<Way> not(Filter.Not not) {
    return List.of();
  }

  @Override
  public List<Way> comparison(Filter.Comparison comparison) {
    FieldRef field = comparison.field();
    Criterion ask = Criterion.of(comparison);
    if (field.field() == Field.HAS_BASELINE) {
      boolean wanted = ((Value.Bool) comparison.value()).isTrue() != ask.isDifferent();
      return wanted ? leaf(field, ask, 1) : List.of();
    }
    int rank =
        switch (comparison.operator()) {
          case EQUAL -> comparison.value() instanceof Value.Like ? 2 : 0;
          case LESS, AT_MOST, MORE, AT_LEAST -> 3;
          case NOT_EQUAL -> 5;
        };
    return leaf(field, ask, rank);
  }

  @Override
  public List<Way> in(Filter.In in) {
    return in.field().field() == Field.HAS_BASELINE
        ? List.of()
        : leaf(in.field(), Criterion.of(in), 1);
  }

  @Override
  public List<Way> part(Filter.Part part) {
    return Trigrams.hasTrigram(part.text()) || part.field().field().isOfModelAlone()
        ? leaf(part.field(), Criterion.of(part), 2)
        : List.of();
  }

  @Override
  public List<Way> exists(Filter.Exists exists) {
    if (ofModels && exists.field().field().isOfModel()) return List.of();
    return List.of(Way.of(together(leaves.existing(exists.field()).selects()), 4));
  }

  private List<Way> leaf(FieldRef field, Criterion ask, int rank) {
    if (ofModels && field.field().isOfModel()) return List.of();
    SideRows rows = leaves.rows(field, ask);
    if (rows != null) {
      if (isWideOpen(ask) && isUnindexedWhenOpen(field.field())) return List.of();
      return List.of(
          new Way(
              together(rows.selects()),
              rank,
              isOpen(ask) && isUnindexedWhenOpen(field.field()),
              attribute(field, ask)));
    }
    if (field.field().isOfModelAlone())
      return List.of(
          Way.of(
              "select s.id from version s where s.model_id in (select n.id from model n where "
                  + leaves.column(field, ask)
                  + ")",
              rank));
    if (isOpen(ask) || field.field() == Field.DESCRIPTION) return open(field, ask, rank);
    List<String> selects =
        leaves.columnRanges(field, ask).stream()
            .map(range -> "select s.id from version s where " + range)
            .toList();
    return List.of(Way.of(together(selects), rank));
  }

  /** Texts of which the beginning is not known: by trigrams, or by looking through all values. */
  private List<Way> open(FieldRef field, Criterion ask, int rank) {
    return switch (field.field()) {
      case DESCRIPTION -> described(field, ask, rank);
      case CREATED_BY -> List.of(throughValues("created_by collate \"C\"", field, ask, rank));
      case FRAMEWORK_NAME -> List.of(throughValues("framework_name", field, ask, rank));
      case FRAMEWORK_VERSION -> List.of(throughValues("framework_version", field, ask, rank));
      default -> List.of();
    };
  }

  /** Descriptions have their trigrams in an index, and nothing else. */
  private List<Way> described(FieldRef field, Criterion ask, int rank) {
    List<String> selects = new ArrayList<>();
    if (ask.isDifferent()) return List.of();
    if (ask.part() != null)
      return List.of(new Way(DESCRIBED + leaves.column(field, ask), rank, true, null));
    for (Value value : ask.values()) {
      String text = value instanceof Value.Like like ? like.text() : ((Value.Text) value).text();
      if (!Trigrams.hasTrigram(text) || !Trigrams.canBeFolded(text)) return List.of();
      Criterion part = new Criterion(null, List.of(), text);
      Criterion one = new Criterion(Operator.EQUAL, List.of(value), null);
      selects.add(DESCRIBED + leaves.column(field, part) + " and " + leaves.column(field, one));
    }
    return List.of(new Way(together(selects), rank, true, null));
  }

  /** Steps through an index from value to value, and reads the versions of those that fit. */
  private Way throughValues(String column, FieldRef field, Criterion ask, int rank) {
    TextExpression each = TextExpression.of("e.value");
    String test = leaves.test(each, field, ask);
    String select =
        """
        select s.id from version s where s.%1$s in (
          with recursive e (value) as (
            (select x.%1$s from version x where x.%1$s is not null order by x.%1$s limit 1)
            union all
            select (select x.%1$s from version x where x.%1$s > e.value order by x.%1$s limit 1)
            from e where e.value is not null)
          select e.value from e where e.value is not null and %2$s)"""
            .formatted(column, test);
    return Way.of(select, rank);
  }

  /** Whether a value that is asked for has no known beginning. */
  private static boolean isOpen(Criterion ask) {
    return ask.part() != null
        || ask.values().stream().anyMatch(v -> v instanceof Value.Like like && like.openStart());
  }

  /** Whether trigrams do not help either. */
  private static boolean isWideOpen(Criterion ask) {
    return ask.operator() != null
        && (ask.operator() != Operator.EQUAL
            || ask.values().stream()
                .anyMatch(
                    v ->
                        v instanceof Value.Like like
                            && like.openStart()
                            && !like.text().isEmpty()
                            && !(Trigrams.hasTrigram(like.text())
                                && Trigrams.canBeFolded(like.text()))))
        && isOpen(ask);
  }

  private static boolean isUnindexedWhenOpen(Field field) {
    return field == Field.TAGS || field == Field.DATASET || field == Field.HYPERPARAMETERS;
  }

  private static @Nullable Attribute attribute(FieldRef field, Criterion ask) {
    if (!ask.isEqual() || ask.values().size() != 1) return null;
    Value value = ask.values().get(0);
    if (value instanceof Value.Bool bool && field.field() == Field.HYPERPARAMETERS)
      return new Attribute("b:" + field.key(), bool.toString());
    if (!(value instanceof Value.Text text)
        || text.text().codePointCount(0, text.text().length()) >= TextExpression.HEAD) return null;
    return switch (field.field()) {
      case TAGS -> new Attribute("t:" + field.key(), text.text());
      case HYPERPARAMETERS -> new Attribute("h:" + field.key(), text.text());
      case DATASET -> new Attribute("d", text.text());
      default -> null;
    };
  }

  static String together(List<String> selects) {
    return selects.size() == 1 ? selects.get(0) : String.join(" union all ", selects);
  }
}
