package dev.roster.app.security;

import dev.roster.core.problem.ProblemCode;

/** What a bare status of the container means. */
final class ContainerRefusal {
  private ContainerRefusal() {}

  static ProblemCode codeOf(int status) {
    return switch (status) {
      case 401 -> ProblemCode.UNAUTHENTICATED;
      case 403 -> ProblemCode.FORBIDDEN;
      case 404 -> ProblemCode.NOT_FOUND;
      case 405 -> ProblemCode.METHOD_NOT_ALLOWED;
      case 406 -> ProblemCode.NOT_ACCEPTABLE;
      case 413 -> ProblemCode.TOO_LARGE;
      case 414 -> ProblemCode.URI_TOO_LONG;
      case 415 -> ProblemCode.UNSUPPORTED_MEDIA_TYPE;
      case 416 -> ProblemCode.RANGE_NOT_SATISFIABLE;
      case 431 -> ProblemCode.HEADERS_TOO_LARGE;
      case 503 -> ProblemCode.DATABASE_UNAVAILABLE;
      case 501 -> ProblemCode.MALFORMED_REQUEST; // an unknown transfer coding
      default -> status >= 500 ? ProblemCode.INTERNAL_ERROR : ProblemCode.MALFORMED_REQUEST;
    };
  }

  static String detailOf(int status) {
    return switch (codeOf(status)) {
      case NOT_FOUND -> "No resource has this path; /openapi.json lists all paths.";
      case METHOD_NOT_ALLOWED -> "This path does not have this method.";
      case INTERNAL_ERROR ->
          "Roster failed on this request; the trace id finds the cause in its log.";
      case MALFORMED_REQUEST ->
          "The request line, the path or a header is malformed; a path has no encoded slash and no"
              + " backslash.";
      default -> "The server refuses this request; the title says why.";
    };
  }
}
