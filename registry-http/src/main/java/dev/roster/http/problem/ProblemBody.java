package dev.roster.http.problem;

import dev.roster.core.problem.ProblemCode;
import java.util.List;

/**
 * A problem document of RFC 9457.
 *
 * @param type path of the page that explains the code
 * @param errors the faulty fields
 * @param traceId leads to the entry in the log of the server
 */
public record ProblemBody(
    String type,
    String title,
    int status,
    String code,
    String detail,
    List<FieldProblem> errors,
    String traceId) {
  static ProblemBody of(
      ProblemCode code, String detail, List<FieldProblem> errors, String traceId) {
    return new ProblemBody(
        "/problems/" + slug(code),
        ProblemText.of(code).title(),
        ProblemStatus.of(code).value(),
        code.wire(),
        detail,
        List.copyOf(errors),
        traceId);
  }

  static String slug(ProblemCode code) {
    return code.wire().replace('_', '-');
  }
}
