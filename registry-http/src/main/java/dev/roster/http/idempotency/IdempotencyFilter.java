package dev.roster.http.idempotency;

import dev.roster.core.digest.Sha256;
import dev.roster.core.idempotency.AnswerStore.Answer;
import dev.roster.core.idempotency.AnswerStore.Key;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.http.access.CallContext;
import dev.roster.http.access.RouteTable;
import dev.roster.http.problem.DatabaseFault;
import dev.roster.http.problem.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets a POST that carries an {@code Idempotency-Key} have one effect and one answer (I6). It
 * stands behind the door: who calls is known.
 */
@Component
class IdempotencyFilter extends OncePerRequestFilter {
  private static final Logger LOG = LoggerFactory.getLogger(IdempotencyFilter.class);

  private static final String HEADER = "Idempotency-Key";
  private static final Pattern FORM = Pattern.compile("[!-~]{1,255}");

  private final IdempotentExecutor effects;
  private final RouteTable routes;

  IdempotencyFilter(IdempotentExecutor effects, RouteTable routes) {
    this.routes = routes;
    this.effects = effects;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getMethod().equals("POST")
        || request.getHeader(HEADER) == null
        || CallContext.isAnonymous(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      String key = keyOf(request);
      long limit = routes.bodyLimit(request);
      if (request.getContentLengthLong() > limit) throw Spool.tooLarge(limit);
      try (Spool spool = Spool.of(request.getInputStream(), limit)) {
        IdempotentCall call = call(request, key, spool);
        BufferedResponse held = new BufferedResponse(response);
        Optional<Answer> before =
            effects.run(call, held, () -> chain.doFilter(new SpooledRequest(request, spool), held));
        if (before.isPresent()) replay(before.get(), response);
        else held.release();
      }
    } catch (Refused refused) {
      if (refused.code() == ProblemCode.STORAGE_UNAVAILABLE)
        LOG.warn("{}: {}", refused.code().wire(), String.valueOf(refused.getCause()));
      Problems.write(response, refused);
    } catch (RuntimeException failure) {
      Problems.write(response, DatabaseFault.of(failure).orElseThrow(() -> failure));
    }
  }

  private IdempotentCall call(HttpServletRequest request, String key, Spool spool) {
    String principal = CallContext.principal(request).id();
    AnswerCipher cipher =
        routes.hasSecretAnswer(request)
            ? new AnswerCipher(CallContext.credential(request), key)
            : null;
    String call =
        request.getMethod() + "\n" + request.getRequestURI() + "\n" + request.getQueryString();
    return new IdempotentCall(new Key(principal, key), Sha256.hash(call), spool.digest(), cipher);
  }

  private static void replay(Answer answer, HttpServletResponse response) throws IOException {
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    response.setHeader("Idempotency-Replayed", "true");
    response.getOutputStream().write(answer.content());
  }

  private static String keyOf(HttpServletRequest request) {
    List<String> keys = Collections.list(request.getHeaders(HEADER));
    if (keys.size() != 1 || !FORM.matcher(keys.get(0)).matches())
      throw Refused.because(
          ProblemCode.INVALID_FIELD, "Idempotency-Key is not one of 1 to 255 visible ASCII.");
    return keys.get(0);
  }
}
