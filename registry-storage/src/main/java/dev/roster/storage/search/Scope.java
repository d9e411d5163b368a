package dev.roster.storage.search;

import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Visibility;
import dev.roster.core.search.FieldRef;
import dev.roster.core.search.Filter;
import dev.roster.storage.access.Visible;
import dev.roster.storage.search.field.Criterion;
import dev.roster.storage.search.field.FieldTable;
import dev.roster.storage.search.field.NamedParameters;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows that a search is over: those that fit its filter and that its reader may see. */
final class Scope {
  private final Subject subject;
  private final Filter filter;
  private final Visibility visibility;
  private final @Nullable ModelRef model;
  private final NamedParameters bound = new NamedParameters();
  private final FieldTable leaves;

  /**
   * @param model whose versions; null: all models'
   */
  Scope(Subject subject, Filter filter, Visibility visibility, @Nullable ModelRef model) {
    this.subject = subject;
    this.filter = filter;
    this.visibility = visibility;
    this.model = model;
    this.leaves = new FieldTable(bound, subject.isModels(), "v", "m");
    if (!visibility.all()) bound.values().putAll(Visible.params(visibility));
  }

  Subject subject() {
    return subject;
  }

  NamedParameters bound() {
    return bound;
  }

  FieldTable leaves() {
    return leaves;
  }

  boolean seesAll() {
    return visibility.all();
  }

  /**
   * @param probing see {@link Conditions}
   */
  String where(boolean probing) {
    StringBuilder where = new StringBuilder(subject.live());
    if (!visibility.all()) where.append(" and ").append(visible("m"));
    if (model != null) where.append(" and v.model_id = ").append(bound.of(model.id()));
    return where.append(" and ").append(fits(probing)).toString();
  }

  /** What of that is known without a look at other tables. */
  String candidates(String w) {
    String live = w + ".status not in ('deleted', 'reclaimed')";
    return model == null ? live : live + " and " + w + ".model_id = " + bound.of(model.id());
  }

  private String fits(boolean probing) {
    String fits = filter.read(new Conditions(leaves, subject.isModels(), false, probing));
    if (!subject.isModels() || !filter.asksForVersions()) return fits;
    String empty = filter.read(new Conditions(leaves, true, true, probing));
    return """
    (exists (select from %1$s and %2$s) or (%3$s and not exists (select from %1$s)))"""
        .formatted(Subject.VERSIONS_OF_MODEL, fits, empty);
  }

  private static String visible(String m) {
    return Visible.MODEL_M.replace("m.", m + ".").strip();
  }

  /**
   * What the filter asks of a field whatever else it asks: without a value the row does not fit.
   */
  List<Criterion> asked(FieldRef field) {
    List<Criterion> asked = new ArrayList<>();
    List<Filter> parts = filter instanceof Filter.And and ? and.parts() : List.of(filter);
    for (Filter part : parts) {
      if (part instanceof Filter.Comparison comparison && comparison.field().equals(field))
        asked.add(Criterion.of(comparison));
      if (part instanceof Filter.In in && in.field().equals(field)) asked.add(Criterion.of(in));
      if (part instanceof Filter.Part of && of.field().equals(field)) asked.add(Criterion.of(of));
    }
    return asked;
  }

  /** Sets of rows, by id, of which all that is found are members; the likeliest first. */
  List<CandidateSets.Way> ways() {
    if (subject.isModels() && !filter.asksForVersions()) return List.of();
    List<CandidateSets.Way> ways = new ArrayList<>();
    if (model != null)
      ways.add(way("select s.id from version s where s.model_id = " + bound.of(model.id())));
    if (!subject.isModels() && !visibility.all())
      ways.add(
          way(
              "select s.id from model n join version s on s.model_id = n.id where "
                  + visible("n")));
    FieldTable inside = new FieldTable(bound, subject.isModels(), "s", "n");
    for (CandidateSets.Way way : new CandidateSets(inside, subject.isModels()).of(filter))
      ways.add(subject.isModels() ? modelsOf(way) : way);
    return ways;
  }

  private static CandidateSets.Way way(String select) {
    return CandidateSets.Way.of(select, 0);
  }

  private static CandidateSets.Way modelsOf(CandidateSets.Way way) {
    String models = "select w.model_id from version w where w.id in (" + way.select() + ")";
    return new CandidateSets.Way(models, way.rank(), way.byParts(), null);
  }
}
