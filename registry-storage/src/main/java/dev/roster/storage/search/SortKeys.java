package dev.roster.storage.search;

import dev.roster.core.search.Field;
import dev.roster.core.search.FieldRef;
import dev.roster.core.search.Order;
import dev.roster.storage.search.field.FieldTable;
import dev.roster.storage.search.field.SortKey;
import java.util.ArrayList;
import java.util.List;

/**
 * The sort keys of an order: the keys of its terms, then the creation time and the id of the row,
 * so that no two rows are equal.
 *
 * @param first the keys of the first term, because an index may be read in their order; a row has a
 *     value for at most one of them
 */
record SortKeys(List<SortKey> first, List<SortKey> rest) {
  /**
   * @param row the alias of the rows that are listed
   */
  static SortKeys of(Order order, FieldTable fields, String row) {
    List<SortKey> rest = new ArrayList<>();
    List<Order.Term> terms = order.terms();
    for (Order.Term term : terms.subList(1, terms.size())) rest.addAll(keys(term, fields));
    List<SortKey> first = keys(terms.get(0), fields);
    boolean down = order.endsDescending();
    boolean hasAge = terms.stream().anyMatch(term -> isAge(term.field()));
    boolean isWalkedWithoutAge = terms.size() == 1 && first.get(0).isWalkedWithoutAge();
    if (!hasAge && !isWalkedWithoutAge)
      rest.add(new SortKey(SortKey.Kind.TIME, row + ".created_at", false, down, null));
    rest.add(new SortKey(SortKey.Kind.WHOLE, row + ".id", false, down, null));
    return new SortKeys(first, rest);
  }

  private static List<SortKey> keys(Order.Term term, FieldTable fields) {
    return fields.of(term.field()).keys(term.descending());
  }

  private static boolean isAge(FieldRef field) {
    return field.field() == Field.CREATED_AT;
  }

  List<SortKey> all() {
    List<SortKey> all = new ArrayList<>(first);
    all.addAll(rest);
    return all;
  }
}
