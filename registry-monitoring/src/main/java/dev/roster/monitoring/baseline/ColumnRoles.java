package dev.roster.monitoring.baseline;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.problem.Refused;
import dev.roster.drift.baseline.Roles;
import dev.roster.monitoring.rows.ColumnNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The roles as a caller named them. A name in {@code ignore} or {@code categorical} is a column or,
 * where no column is called so, several columns with commas between them; which of both it is shows
 * when all columns are known.
 */
final class ColumnRoles {
  private static final String IGNORE = "ignore";
  private static final String CATEGORICAL = "categorical";

  private final Roles given;
  private final Set<String> maybeIgnored;
  private final Set<String> maybeCategorical;

  ColumnRoles(Roles given) {
    this.given = given;
    maybeIgnored = namesAndParts(given.ignored());
    maybeCategorical = namesAndParts(given.categorical());
  }

  private static Set<String> namesAndParts(List<String> given) {
    Set<String> names = new HashSet<>(given);
    for (String name : given) names.addAll(parts(name));
    return names;
  }

  private static List<String> parts(String name) {
    return Arrays.stream(name.split(",")).map(String::strip).filter(p -> !p.isEmpty()).toList();
  }

  boolean isJudged(String column) {
    return column.equals(given.prediction()) || column.equals(given.score());
  }

  /** Whether the values of the column are not asked for. */
  boolean isLeftOut(String column) {
    return !isJudged(column)
        && (maybeIgnored.contains(column) || given.named().anyMatch(column::equals));
  }

  boolean isCategorical(String column) {
    return maybeCategorical.contains(column);
  }

  /**
   * The roles by the names of the columns.
   *
   * @throws Refused {@code invalid_field} where a name is no column, or a column has two roles
   */
  Roles among(Set<String> columns) {
    given.named().forEach(name -> require(given.roleOf(name), name, columns));
    List<String> ignored = resolve(IGNORE, given.ignored(), columns);
    List<String> categorical = resolve(CATEGORICAL, given.categorical(), columns);
    given.named().forEach(name -> refuseIn(ignored, IGNORE, given.roleOf(name), name));
    categorical.forEach(name -> refuseIn(ignored, IGNORE, CATEGORICAL, name));
    given
        .named()
        .filter(name -> !isJudged(name))
        .forEach(name -> refuseIn(categorical, CATEGORICAL, given.roleOf(name), name));
    return new Roles(
        given.prediction(),
        given.score(),
        given.target(),
        given.id(),
        given.timestamp(),
        ignored,
        categorical);
  }

  private static List<String> resolve(String parameter, List<String> given, Set<String> columns) {
    List<String> names = new ArrayList<>();
    for (String name : given) {
      List<String> parts = parts(name);
      boolean isList = parts.size() > 1 || parts.size() == 1 && !parts.get(0).equals(name);
      if (!isList) {
        if (!name.isBlank()) names.add(require(parameter, name, columns));
      } else if (!columns.contains(name)) {
        for (String part : parts) names.add(require(parameter, part, columns));
      } else {
        refuseAmbiguous(parameter, name, parts, columns);
        names.add(name);
      }
    }
    return names;
  }

  private static void refuseAmbiguous(
      String parameter, String name, List<String> parts, Set<String> columns) {
    Stream<String> others = parts.stream().filter(columns::contains);
    others
        .findFirst()
        .ifPresent(
            part -> {
              throw Refused.invalid(
                  field(parameter),
                  "can mean the column '%s' or the column '%s'. Give one of them another name"
                      .formatted(name, part));
            });
  }

  private static String require(String parameter, String name, Set<String> columns) {
    if (!columns.contains(name))
      throw Refused.invalid(
          field(parameter),
          "names '%s', which is not a column of the rows%s"
              .formatted(name, ColumnNames.didYouMean(name, columns)));
    return name;
  }

  private static void refuseIn(List<String> taken, String other, String parameter, String name) {
    if (taken.contains(name))
      throw Refused.invalid(
          field(parameter),
          "names the column '%s', which %s= names too. Name a column in one of them"
              .formatted(name, other));
  }
}
