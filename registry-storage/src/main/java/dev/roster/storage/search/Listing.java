package dev.roster.storage.search;

import dev.roster.core.page.PageRequest;
import dev.roster.core.page.Position;
import dev.roster.core.search.Field;
import dev.roster.core.search.FieldRef;
import dev.roster.core.search.Order;
import dev.roster.storage.search.field.CandidateSet;
import dev.roster.storage.search.field.Criterion;
import dev.roster.storage.search.field.SortKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The statements that find a page: its ids, with the sort keys after which the next page starts.
 */
final class Listing {
  /** The id of an extra row that only says where the next page continues. */
  static final long GO_ON = -1;

  private static final String ABSENT = "-";
  private static final int STEP = 5_000;

  private final Scope scope;
  private final Subject subject;
  private final Order order;
  private final SortKeys keys;
  private final List<@Nullable String> after;
  private final String limit;

  Listing(Scope scope, Order order, PageRequest page) {
    this.scope = scope;
    this.subject = scope.subject();
    this.order = order;
    this.keys = SortKeys.of(order, scope.fields(), subject.row());
    this.after = page.after() == null ? List.of() : valuesOf(page.after());
    this.limit = scope.parameters().bind(page.fetch());
  }

  /**
   * Reads the page from a small set, which is sorted as a whole. Rows are checked against the
   * filter in that order, so only as many as fill the page are checked. The set is passed as an
   * array, because PostgreSQL assumes that an array is small, but estimates the size of a subquery.
   */
  String among(String select) {
    List<SortKey> all = keys.all();
    List<SortKey> named = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) named.add(all.get(i).as("k" + i));
    return """
    select r.* from (
      select %1$s from %2$s where %3$s.id = any(array(%4$s)) order by %5$s offset 0) r
    where %6$s and exists (select from %7$s where %3$s.id = r.id and %8$s offset 0)
    order by %5$s limit %9$s"""
        .formatted(
            columns(all.stream().map(SortKey::expression).toList()),
            subject.each(),
            subject.row(),
            select,
            orderBy(named),
            after.isEmpty() ? "true" : new KeysetCondition(scope.parameters()).row(named, after),
            subject.from(),
            scope.where(true),
            limit);
  }

  /** Whether the index of an attribute lists its versions in this order. */
  boolean isByAge() {
    return !subject.isModels()
        && order.terms().size() == 1
        && order.terms().get(0).field().field() == Field.CREATED_AT;
  }

  /** Reads the page from the versions of one attribute, which its index lists by age. */
  String alongAttribute(CandidateSet.Attribute attribute) {
    boolean down = order.endsDescending();
    List<SortKey> own =
        List.of(
            new SortKey(SortKey.Kind.TIME, "d.created_at", false, down, null),
            new SortKey(SortKey.Kind.WHOLE, "d.version_id", false, down, null));
    String from =
        "version_attribute d join version v on v.id = d.version_id join model m on m.id = v.model_id";
    String guard =
        "d.key = %s and d.term = %s"
            .formatted(
                scope.parameters().bind(attribute.key()),
                scope.parameters().bind(attribute.term()));
    return segment(from, guard, own, own.stream().map(SortKey::expression).toList(), after);
  }

  /** Reads rows in order until the page is full. */
  String inOrder() {
    List<SortKey> first = keys.first();
    boolean isWalked =
        first.stream().allMatch(key -> key.walk() != null) && first.get(0).nullable();
    if (!isWalked)
      return segment(
          subject.from(),
          "true",
          keys.all(),
          keys.all().stream().map(SortKey::expression).toList(),
          after);
    List<String> segments = new ArrayList<>();
    List<Criterion> asked = scope.criteria(order.terms().get(0).field());
    // a row without a value does not match; one that is not finite is not in the index either
    boolean withoutValue = asked.stream().allMatch(Criterion::takesNotFinite);
    int last = withoutValue ? first.size() : first.size() - 1;
    last = Math.max(last, begun());
    for (int present = begun(); present <= last; present++)
      segments.add("(" + walked(present) + ")");
    return segments.size() == 1
        ? segments.get(0)
        : String.join(" union all ", segments) + " limit " + limit;
  }

  /**
   * Returns which of the first keys the last row has, or the number of first keys if it has none of
   * them.
   */
  private int begun() {
    int begun = 0;
    while (!after.isEmpty() && begun < keys.first().size() && after.get(begun) == null) begun++;
    return begun;
  }

  /**
   * Reads the rows that have the first key with the index {@code present}. If there is no such
   * index, reads the rows that have none of the first keys.
   */
  private String walked(int present) {
    List<SortKey> first = keys.first();
    List<SortKey> own = new ArrayList<>();
    List<String> shown = new ArrayList<>();
    String from = subject.from();
    String guard;
    for (int i = 0; i < first.size(); i++)
      shown.add(
          i == present ? walk(first.get(i)).expression() : "null::" + first.get(i).kind().sql());
    if (present < first.size()) {
      SortKey.Walk walk = walk(first.get(present));
      own.add(first.get(present).present(walk.expression()));
      from += walk.join();
      guard =
          Stream.concat(Stream.of(walk.present()), tests(walk))
              .collect(Collectors.joining(" and "));
    } else {
      guard = first.stream().map(k -> walk(k).absent()).collect(Collectors.joining(" and "));
    }
    for (SortKey key : keys.rest()) {
      String expression =
          present < first.size()
              ? walk(first.get(present)).own(key.expression())
              : key.expression();
      own.add(key.nullable() ? key : key.present(expression));
      shown.add(key.nullable() ? key.expression() : expression);
    }
    List<@Nullable String> startAfter = new ArrayList<>();
    if (!after.isEmpty() && present == begun()) {
      if (present < first.size()) startAfter.add(after.get(present));
      startAfter.addAll(after.subList(first.size(), after.size()));
    }
    boolean isStepped = present == first.size() && keys.rest().stream().allMatch(SortKey::isAge);
    return isStepped
        ? inSteps(guard, own, shown, startAfter)
        : segment(from, guard, own, shown, startAfter);
  }

  /**
   * Reads the rows that lack a value. No index contains them, and they may be few among many. So
   * only the next {@value #STEP} of all rows are read. If there are more, an extra row says where
   * to continue.
   */
  private String inSteps(
      String guard, List<SortKey> own, List<String> shown, List<@Nullable String> startAfter) {
    List<SortKey> each =
        own.stream().map(key -> key.present(key.expression().replace("v.", "w."))).toList();
    String scan =
        "select w.id, w.created_at from version w where %s and %s order by %s"
            .formatted(
                scope.candidates("w"),
                startAfter.isEmpty()
                    ? "true"
                    : new KeysetCondition(scope.parameters()).row(each, startAfter),
                orderBy(each));
    String found =
        segment(
            "("
                + scan
                + " limit "
                + STEP
                + ") x join version v on v.id = x.id join model m on m.id = v.model_id",
            guard,
            own.stream().map(key -> key.present(key.expression().replace("v.", "x."))).toList(),
            shown,
            List.of());
    String goOn =
        "select %s from (%s offset %d limit 1) w"
            .formatted(
                columns(shown).replace("v.id,", GO_ON + "::bigint,").replace("v.", "w."),
                scan,
                STEP - 1);
    return "(" + found + ") union all (" + goOn + ")";
  }

  /** Returns the criteria on the first field, which end the scan of its index. */
  private Stream<String> tests(SortKey.Walk walk) {
    FieldRef field = order.terms().get(0).field();
    return scope.criteria(field).stream()
        .map(ask -> scope.fields().of(field).alongIndex(ask, walk.table()));
  }

  private static SortKey.Walk walk(SortKey key) {
    SortKey.Walk walk = key.walk();
    if (walk == null)
      throw new IllegalStateException("No index has the rows in the order of " + key);
    return walk;
  }

  private String segment(
      String from,
      String guard,
      List<SortKey> own,
      List<String> shown,
      List<@Nullable String> startAfter) {
    return "select %s from %s where %s and %s and %s order by %s limit %s"
        .formatted(
            columns(shown),
            from,
            guard,
            scope.where(true),
            startAfter.isEmpty()
                ? "true"
                : new KeysetCondition(scope.parameters()).row(own, startAfter),
            orderBy(own),
            limit);
  }

  private String columns(List<String> expressions) {
    StringBuilder columns = new StringBuilder(subject.row() + ".id");
    for (int i = 0; i < expressions.size(); i++)
      columns.append(", ").append(expressions.get(i)).append(" as k").append(i);
    return columns.toString();
  }

  private static String orderBy(List<SortKey> keys) {
    return keys.stream()
        .map(k -> k.expression() + k.direction() + (k.nullable() ? " nulls last" : ""))
        .collect(Collectors.joining(", "));
  }

  /** Reads a row of these statements. */
  Searches.Hit hit(ResultSet row) throws SQLException {
    List<String> values = new ArrayList<>();
    List<SortKey> all = keys.all();
    for (int i = 0; i < all.size(); i++) {
      String value = all.get(i).kind().read(row, "k" + i);
      values.add(value == null ? ABSENT : "=" + value);
    }
    return new Searches.Hit(row.getLong("id"), new Position(values));
  }

  private List<@Nullable String> valuesOf(Position position) {
    List<@Nullable String> values = new ArrayList<>();
    for (String key : position.keys()) values.add(key.equals(ABSENT) ? null : key.substring(1));
    return values;
  }
}
