package dev.roster.storage.search;

import dev.roster.core.search.FieldRef;
import dev.roster.core.search.Filter;
import dev.roster.core.search.Operator;
import dev.roster.core.search.Value;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a filter says of one row, in Java, as the documentation has it.
 *
 * @param version null: the model has none
 * @param ofModels whether what both have is the model's
 */
record Evaluation(Shelf.Model model, Shelf.@Nullable Version version, boolean ofModels, Instant now)
    implements Filter.Visitor<Boolean> {

  @Override
  public Boolean and(Filter.And and) {
    return and.parts().stream().allMatch(part -> part.accept(this));
  }

  @Override
  public Boolean or(Filter.Or or) {
    return or.parts().stream().anyMatch(part -> part.accept(this));
  }

  @Override
  public Boolean not(Filter.Not not) {
    return !not.part().accept(this);
  }

  @Override
  public Boolean comparison(Filter.Comparison comparison) {
    return values(comparison.field()).stream()
        .anyMatch(
            value ->
                compares(value, comparison.operator(), comparison.value(), comparison.field()));
  }

  @Override
  public Boolean in(Filter.In in) {
    return values(in.field()).stream()
        .anyMatch(
            value ->
                in.values().stream().anyMatch(v -> compares(value, Operator.EQUAL, v, in.field())));
  }

  @Override
  public Boolean part(Filter.Part part) {
    return values(part.field()).stream()
        .anyMatch(
            value -> value instanceof String text && lower(text).contains(lower(part.text())));
  }

  @Override
  public Boolean exists(Filter.Exists exists) {
    return !values(exists.field()).isEmpty();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** All values that the row has of a field; none: it is absent. */
  private List<Object> values(FieldRef ref) {
    if (version == null && !ref.field().isOfModel()) return List.of();
    Shelf.Version own = ofModels ? null : version;
    return switch (ref.field()) {
      case NAME -> List.of(lower(model.name()));
      case OWNER -> maybe(model.owner());
      case DESCRIPTION -> maybe(own == null ? model.description() : own.description());
      case TAGS -> maybe((own == null ? model.tags() : own.tags()).get(ref.key()));
      case CREATED_BY -> List.of(own == null ? model.createdBy() : own.createdBy());
      case CREATED_AT -> List.of(own == null ? model.createdAt() : own.createdAt());
      case UPDATED_AT -> List.of(own == null ? model.updatedAt() : own.updatedAt());
      case ALIAS -> List.copyOf(there().aliases());
      case STAGE -> List.of(there().stage());
      case STATUS -> List.of(there().status());
      case LICENSE -> maybe(there().license());
      case VERSION -> List.of((long) there().number());
      case FRAMEWORK_NAME -> maybe(there().frameworkName());
      case FRAMEWORK_VERSION -> maybe(there().frameworkVersion());
      case HYPERPARAMETERS -> maybe(there().hyperparameters().get(ref.key()));
      case METRICS -> {
        Map<String, Double> metrics =
            ref.dataset() == null ? there().metrics() : there().measured();
        yield maybe(
            metrics.get(ref.dataset() == null ? ref.key() : ref.key() + "/" + ref.dataset()));
      }
      case COMMIT -> maybe(there().commit());
      case DATASET -> List.copyOf(there().datasets());
      case DIGEST -> maybe(there().digest());
      case SIZE -> maybe(there().size());
      case DRIFT_STATE -> List.copyOf(there().driftStates());
      case HAS_BASELINE -> List.of(there().hasBaseline());
    };
  }

  private Shelf.Version there() {
    return Objects.requireNonNull(version);
  }

  private static List<Object> maybe(@Nullable Object value) {
    return Stream.ofNullable(value).toList();
  }

  private boolean compares(Object value, Operator operator, Value with, FieldRef field) {
    boolean equal = equal(value, with, field);
    return switch (operator) {
      case EQUAL -> equal;
      case NOT_EQUAL -> !equal;
      case LESS -> order(value, with) < 0 && isOrdered(value, with);
      case AT_MOST -> order(value, with) <= 0 && isOrdered(value, with);
      case MORE -> order(value, with) > 0 && isOrdered(value, with);
      case AT_LEAST -> order(value, with) >= 0 && isOrdered(value, with);
    };
  }

  private boolean equal(Object value, Value with, FieldRef field) {
    if (with instanceof Value.Text text)
      return value.equals(isName(field) ? lower(text.text()) : text.text());
    if (with instanceof Value.Like like)
      return value instanceof String text && like(text, like, isName(field));
    if (with instanceof Value.Bool bool) return value.equals(bool.isTrue());
    if (with instanceof Value.NotFinite odd) return value.equals(Double.valueOf(odd.name()));
    return isOrdered(value, with) && order(value, with) == 0;
  }

  private static boolean isName(FieldRef field) {
    return field.field() == dev.roster.core.search.Field.NAME;
  }

  private static boolean like(String value, Value.Like like, boolean caseless) {
    String text = caseless ? lower(like.text()) : like.text();
    if (like.openStart() && like.openEnd()) return value.contains(text);
    return like.openStart() ? value.endsWith(text) : value.startsWith(text);
  }

  private static boolean isOrdered(Object value, Value with) {
    boolean isNumber = value instanceof Number number && Double.isFinite(number.doubleValue());
    return isNumber && (with instanceof Value.Number || with instanceof Value.Whole)
        || value instanceof Instant;
  }

  private int order(Object value, Value with) {
    if (value instanceof Instant at && with instanceof Value.Time time)
      return at.compareTo(time.at());
    if (value instanceof Instant at && with instanceof Value.Relative relative)
      return at.compareTo(now.plus(relative.offset()));
    if (value instanceof Number number && with instanceof Value.Number than)
      return Double.compare(number.doubleValue(), than.number());
    if (value instanceof Number number && with instanceof Value.Whole than)
      return Long.compare(number.longValue(), than.number());
    return 0;
  }
}
