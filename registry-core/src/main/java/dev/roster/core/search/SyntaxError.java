package dev.roster.core.search;

import dev.roster.core.problem.FieldFault;
import dev.roster.core.problem.FieldPath;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.util.List;

/**
 * Says where a text breaks the syntax.
 *
 * @param parameter the field that holds the text
 */
record SyntaxError(ProblemCode code, String parameter) {
  static final SyntaxError FILTER = new SyntaxError(ProblemCode.INVALID_FILTER, "filter");
  static final SyntaxError ORDER = new SyntaxError(ProblemCode.INVALID_FIELD, "orderBy");
  static final SyntaxError FACETS = new SyntaxError(ProblemCode.INVALID_FIELD, "facets");

  /**
   * @param position from 0
   */
  Refused at(int position, String detail) {
    String located = "At character %d of %s: %s.".formatted(position + 1, parameter, detail);
    return Refused.because(
        code, located, List.of(new FieldFault(FieldPath.field(parameter), located)));
  }
}
