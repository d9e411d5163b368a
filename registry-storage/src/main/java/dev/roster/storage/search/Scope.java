package dev.roster.storage.search;

import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Visibility;
import dev.roster.core.search.FieldRef;
import dev.roster.core.search.Filter;
import dev.roster.storage.access.Visible;
import dev.roster.storage.search.field.CandidateSet;
import dev.roster.storage.search.field.Criterion;
import dev.roster.storage.search.field.FieldTable;
import dev.roster.storage.search.field.NamedParameters;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a search: the rows that match its filter and that its reader may see. */
final class Scope {
  private final Subject subject;
  private final Filter filter;
  private final Visibility visibility;
  private final @Nullable ModelRef model;
  private final NamedParameters parameters = new NamedParameters();
  private final FieldTable fields;

  /**
   * @param model the model whose versions are searched; null if all models are searched
   */
  Scope(Subject subject, Filter filter, Visibility visibility, @Nullable ModelRef model) {
    this.subject = subject;
    this.filter = filter;
    this.visibility = visibility;
    this.model = model;
    this.fields = new FieldTable(parameters, subject.isModels(), "v", "m");
    if (!visibility.all()) parameters.values().putAll(Visible.params(visibility));
  }

  Subject subject() {
    return subject;
  }

  NamedParameters parameters() {
    return parameters;
  }

  FieldTable fields() {
    return fields;
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
    if (model != null) where.append(" and v.model_id = ").append(parameters.bind(model.id()));
    return where.append(" and ").append(fits(probing)).toString();
  }

  /** Returns the part of the condition that needs no other table. */
  String candidates(String w) {
    String live = w + ".deleted_at is null";
    return model == null ? live : live + " and " + w + ".model_id = " + parameters.bind(model.id());
  }

  private String fits(boolean probing) {
    String fits = filter.accept(new Conditions(fields, false, probing));
    if (!subject.isModels() || !filter.asksForVersions()) return fits;
    String empty = filter.accept(new Conditions(fields, true, probing));
    return """
    (exists (select from %1$s and %2$s) or (%3$s and not exists (select from %1$s)))"""
        .formatted(Subject.VERSIONS_OF_MODEL, fits, empty);
  }

  private static String visible(String m) {
    return Visible.MODEL_M.replace("m.", m + ".").strip();
  }

  /** The criteria on a field that each match must meet; a row without a value does not match. */
  List<Criterion> criteria(FieldRef field) {
    List<Criterion> criteria = new ArrayList<>();
    List<Filter> parts = filter instanceof Filter.And and ? and.parts() : List.of(filter);
    for (Filter part : parts) {
      if (part instanceof Filter.Comparison comparison && comparison.field().equals(field))
        criteria.add(Criterion.of(comparison));
      if (part instanceof Filter.In in && in.field().equals(field)) criteria.add(Criterion.of(in));
      if (part instanceof Filter.Part of && of.field().equals(field))
        criteria.add(Criterion.of(of));
    }
    return criteria;
  }

  /**
   * Returns sets of ids that each contain all matches. The set that is likely to narrow most comes
   * first.
   */
  List<CandidateSet> candidateSets() {
    if (subject.isModels() && !filter.asksForVersions()) return List.of();
    List<CandidateSet> sets = new ArrayList<>();
    if (model != null)
      sets.add(set("select s.id from version s where s.model_id = " + parameters.bind(model.id())));
    if (!subject.isModels() && !visibility.all())
      sets.add(
          set(
              "select s.id from model n join version s on s.model_id = n.id where "
                  + visible("n")));
    FieldTable inside = new FieldTable(parameters, subject.isModels(), "s", "n");
    for (CandidateSet set : new CandidateSets(inside, subject.isModels()).of(filter))
      sets.add(subject.isModels() ? modelsOf(set) : set);
    return sets;
  }

  private static CandidateSet set(String select) {
    return CandidateSet.of(select, 0);
  }

  private static CandidateSet modelsOf(CandidateSet set) {
    String models = "select w.model_id from version w where w.id in (" + set.select() + ")";
    return new CandidateSet(models, set.rank(), set.byParts(), null);
  }
}
