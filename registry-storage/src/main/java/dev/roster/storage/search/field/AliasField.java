package dev.roster.storage.search.field;

import java.util.List;

/** The aliases of a version. */
final class AliasField extends SideTableField {
  AliasField(NamedParameters parameters, String v) {
    super(parameters, v);
  }

  @Override
  SideRows rows(Criterion criterion) {
    TextCondition condition = new TextCondition(TextExpression.of("a.name"), parameters);
    return SideRows.of(
        "alias", v, List.of(condition.holds(criterion)), condition.ranges(criterion));
  }

  @Override
  public List<SortKey> keys(boolean descending) {
    String least = "(select min(a.name collate \"C\") from alias a where a.version_id = v.id)";
    return List.of(SortKey.computed(SortKey.Kind.TEXT, least, descending));
  }

  @Override
  public Facet facet() {
    return new Facet("a.name", " join alias a on a.version_id = v.id");
  }
}
