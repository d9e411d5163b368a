package dev.roster.storage.search.field;

import static dev.roster.storage.search.field.SortKey.Kind.TIME;
import static dev.roster.storage.search.field.SortKey.Kind.WHOLE;

import dev.roster.core.search.FieldRef;

/** The table of fields. It has the SQL of each field of a version and its model. */
public final class FieldTable {
  private final NamedParameters parameters;
  private final boolean ofModels;
  private final String v;
  private final String m;

  /**
   * @param ofModels whether a field that both models and versions have is read from the model
   * @param v the alias of the version
   * @param m the alias of the model
   */
  public FieldTable(NamedParameters parameters, boolean ofModels, String v, String m) {
    this.parameters = parameters;
    this.ofModels = ofModels;
    this.v = v;
    this.m = m;
  }

  public FieldSql of(FieldRef ref) {
    String own = ofModels ? m : v;
    String key = String.valueOf(ref.key());
    return switch (ref.field()) { // no default: a new field needs a row here
      case NAME ->
          new TextColumn(parameters, TextExpression.caseless(m + ".name")).ofModel(m + ".name");
      case OWNER -> text(m + ".owner").nullable().unindexed().ofModel(m + ".owner");
      case DESCRIPTION -> text(own + ".description").longText();
      case TAGS ->
          ofModels
              ? text("(" + m + ".tags ->> " + parameters.bind(key) + ")").longText()
              : new TagField(parameters, v, key);
      case CREATED_BY -> text(own + ".created_by").ofFewValues("created_by collate \"C\"");
      case CREATED_AT -> new NumberColumn(parameters, TIME, own + ".created_at", false);
      case UPDATED_AT -> new NumberColumn(parameters, TIME, own + ".updated_at", false);
      case ALIAS -> new AliasField(parameters, v);
      case STAGE -> text(v + ".stage");
      case STATUS -> text(v + ".status");
      case LICENSE -> text(v + ".license").nullable().ofFewValues("license");
      case VERSION -> new NumberColumn(parameters, WHOLE, v + ".number", false);
      case FRAMEWORK_NAME -> text(v + ".framework_name").nullable().ofFewValues("framework_name");
      case FRAMEWORK_VERSION ->
          text(v + ".framework_version").nullable().ofFewValues("framework_version");
      case HYPERPARAMETERS -> new HyperparameterField(parameters, v, key);
      case METRICS -> new MetricField(parameters, v, ref);
      case COMMIT -> text(v + ".code_commit").nullable();
      case DATASET -> new DatasetField(parameters, v);
      case DIGEST -> text(v + ".digest").nullable();
      case SIZE -> new NumberColumn(parameters, WHOLE, v + ".size", true);
      case DRIFT_STATE -> new DriftStateField(parameters, v);
      case HAS_BASELINE -> new BaselineField(parameters, v);
    };
  }

  private TextColumn text(String column) {
    return new TextColumn(parameters, TextExpression.of(column));
  }
}
