package dev.roster.core.search;

import java.util.List;

/** Conditions that must all hold. None: everything passes. */
public record Filter(List<Condition> conditions) {
  public static final Filter NONE = new Filter(List.of());

  public Filter {
    conditions = List.copyOf(conditions);
  }

  /**
   * @throws dev.roster.core.problem.Refused {@code invalid_filter}
   */
  public static Filter parse(String text) {
    return new FilterParser(text).parse();
  }
}
