package dev.roster.storage.search.field;

import dev.roster.core.search.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A field whose values are texts in version_attribute. */
abstract class AttributeField extends SideTableField {
  static final String TABLE = "version_attribute";

  private final String key;

  /**
   * @param key the key of its texts
   */
  AttributeField(NamedParameters parameters, String v, String key) {
    super(parameters, v);
    this.key = key;
  }

  final String key() {
    return key;
  }

  @Override
  SideRows rows(Criterion criterion) {
    String scope = "a.key = " + parameters.bind(key) + " and ";
    TextCondition condition = condition();
    return SideRows.of(
        TABLE,
        v,
        List.of(scope + condition.holds(criterion)),
        condition.ranges(criterion).stream().map(range -> scope + range).toList());
  }

  /** The condition on the text of a row. */
  final TextCondition condition() {
    return new TextCondition(TextExpression.attribute("a"), parameters);
  }

  @Override
  public final List<CandidateSet> candidates(Criterion criterion, int rank) {
    if (criterion.isOpenWithoutTrigrams()) return List.of();
    SideRows rows = rows(criterion);
    return List.of(
        new CandidateSet(
            CandidateSet.union(rows.selects()), rank, criterion.isOpen(), attribute(criterion)));
  }

  /**
   * Returns the attribute that the criterion asks for. Null if it asks for more than one, or if no
   * index has the attribute by age.
   */
  private CandidateSet.@Nullable Attribute attribute(Criterion criterion) {
    if (!criterion.isEqual() || criterion.values().size() != 1) return null;
    return attribute(criterion.values().get(0));
  }

  CandidateSet.@Nullable Attribute attribute(Value value) {
    return value instanceof Value.Text text
            && text.text().codePointCount(0, text.text().length()) < TextExpression.HEAD
        ? new CandidateSet.Attribute(key, text.text())
        : null;
  }

  /** Returns the join from a version {@code v} to its rows. */
  static String join(String condition) {
    return " join version_attribute a on a.version_id = v.id and " + condition;
  }
}
