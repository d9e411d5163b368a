package dev.roster.http.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Tombstone;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem document of RFC 9457.
 *
 * @param type path of the page that explains the code
 * @param errors the faulty fields
 * @param traceId leads to the entry in the log of the server
 * @param tombstone what is left of bytes that were reclaimed; null: this is about something else
 */
public record ProblemBody(
    String type,
    String title,
    int status,
    String code,
    String detail,
    List<FieldProblem> errors,
    String traceId,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Tombstone tombstone) {
  static ProblemBody of(
      ProblemCode code,
      String detail,
      List<FieldProblem> errors,
      String traceId,
      @Nullable Tombstone tombstone) {
    return new ProblemBody(
        "/problems/" + slug(code),
        ProblemText.of(code).title(),
        ProblemStatus.of(code).value(),
        code.wire(),
        detail,
        List.copyOf(errors),
        traceId,
        tombstone);
  }

  static String slug(ProblemCode code) {
    return code.wire().replace('_', '-');
  }
}
