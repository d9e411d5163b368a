package dev.roster.storage.search.field;

import java.util.List;

/** The names and digests of the datasets in a version's lineage. */
final class DatasetField extends AttributeField {
  private static final String KEY = "d";

  DatasetField(NamedParameters parameters, String v) {
    super(parameters, v, KEY);
  }

  @Override
  public List<SortKey> keys(boolean descending) {
    String least =
        "(select min(a.term) from version_attribute a where a.version_id = v.id and a.key = 'd')";
    return List.of(SortKey.computed(SortKey.Kind.TEXT, least, descending));
  }

  @Override
  public Facet facet() {
    return new Facet("coalesce(a.long, a.term)", join("a.key = 'd'"));
  }
}
