package dev.roster.storage.search.field;

import java.util.List;

/** The value of one tag of a version. */
final class TagField extends AttributeField {
  TagField(NamedParameters parameters, String v, String tag) {
    super(parameters, v, "t:" + tag);
  }

  @Override
  SideRows existing() {
    return SideRows.of(TABLE, v, List.of("a.key = " + parameters.bind(key())));
  }

  @Override
  public List<SortKey> keys(boolean descending) {
    return List.of(
        SortKey.attribute(SortKey.Kind.TEXT, "term", parameters.bind(key()), descending));
  }

  @Override
  public String alongIndex(Criterion criterion, String table) {
    return new TextCondition(TextExpression.attribute(table), parameters).holds(criterion);
  }

  @Override
  public Facet facet() {
    return new Facet("coalesce(a.long, a.term)", join("a.key = " + parameters.bind(key())));
  }
}
