package dev.roster.http.problem;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.problem.Remedy;
import dev.roster.core.problem.Tombstone;
import dev.roster.http.request.FieldPlaces;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes problem documents as answers, also from filters and valves, where no controller runs. */
public final class Problems {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();
  private static final String CHALLENGE = "Bearer realm=\"roster\"";

  private Problems() {}

  private static ResponseEntity<ProblemBody> answer(
      Refused refused, @Nullable HttpServletRequest request) {
    String detail = worded(String.valueOf(refused.getMessage()), refused.remedy().orElse(null));
    List<FieldProblem> errors =
        refused.faults().stream()
            .map(
                fault ->
                    new FieldProblem(
                        FieldPlaces.write(fault.field(), request),
                        worded(fault.detail(), fault.remedy())))
            .toList();
    return answer(refused.code(), detail, errors, refused.tombstone().orElse(null));
  }

  private static String worded(String detail, @Nullable Remedy remedy) {
    return remedy == null ? detail : detail + " " + RestWording.of(remedy);
  }

  private static ResponseEntity<ProblemBody> answer(
      ProblemCode code, String detail, List<FieldProblem> errors, @Nullable Tombstone tombstone) {
    HttpHeaders headers = new HttpHeaders();
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    headers.setCacheControl("no-store");
    int wait = ProblemStatus.retryAfter(code);
    if (wait > 0) headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(wait));
    if (code == ProblemCode.UNAUTHENTICATED) headers.set(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
    return new ResponseEntity<>(
        ProblemBody.of(code, detail, errors, TraceId.current(), tombstone),
        headers,
        ProblemStatus.of(code));
  }

  /** Writes the whole answer, if none has begun. */
  public static void write(HttpServletResponse response, ProblemCode code, String detail)
      throws IOException {
    write(response, answer(code, detail, List.of(), null), Map.of());
  }

  /** Writes the whole answer, if none has begun. */
  public static void write(HttpServletResponse response, Refused refused) throws IOException {
    write(response, refused, Map.of());
  }

  /** Writes the whole answer with more headers; once it is written, none can be added. */
  public static void write(
      HttpServletResponse response, Refused refused, Map<String, String> headers)
      throws IOException {
    write(response, answer(refused, null), headers);
  }

  /** As above; the handler of the request determines which fields are query parameters. */
  static void write(
      HttpServletRequest request,
      HttpServletResponse response,
      Refused refused,
      Map<String, String> headers)
      throws IOException {
    write(response, answer(refused, request), headers);
  }

  private static void write(
      HttpServletResponse response, ResponseEntity<ProblemBody> answer, Map<String, String> headers)
      throws IOException {
    if (response.isCommitted()) throw new IOException("the answer has begun");
    String allow = response.getHeader(HttpHeaders.ALLOW);
    response.reset(); // removes what the handler has set for the answer that is given up
    if (allow != null) response.setHeader(HttpHeaders.ALLOW, allow);
    response.setStatus(answer.getStatusCode().value());
    answer.getHeaders().forEach((name, values) -> response.setHeader(name, values.get(0)));
    headers.forEach(response::setHeader);
    response.setHeader("X-Content-Type-Options", "nosniff");
    byte[] body = JSON.writeValueAsBytes(answer.getBody());
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
