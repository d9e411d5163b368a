package dev.roster.storage.search.field;

import java.util.List;

/** The states of the alarms of the monitors that judge a version. */
final class DriftStateField extends SideTableField {
  DriftStateField(NamedParameters parameters, String v) {
    super(parameters, v);
  }

  @Override
  SideRows rows(Criterion criterion) {
    TextExpression state = TextExpression.of("(o.alarm ->> 'state')");
    List<String> ways =
        List.of(
            "o.deleted_at is null and " + new TextCondition(state, parameters).holds(criterion));
    return new SideRows(
        "monitor o",
        "o.model_id = %1$s.model_id and o.judged_version = %1$s.number".formatted(v),
        ways,
        ways,
        "w.id",
        "monitor o join version w on w.model_id = o.model_id and w.number = o.judged_version");
  }

  @Override
  public List<SortKey> keys(boolean descending) {
    String least =
        """
        (select min((o.alarm ->> 'state') collate "C") from monitor o
          where o.model_id = v.model_id and o.judged_version = v.number and o.deleted_at is null)""";
    return List.of(SortKey.computed(SortKey.Kind.TEXT, least, descending));
  }

  @Override
  public Facet facet() {
    return new Facet(
        "o.alarm ->> 'state'",
        " join monitor o on o.model_id = v.model_id and o.judged_version = v.number and o.deleted_at is null");
  }
}
