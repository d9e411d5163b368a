package dev.roster.http.idempotency;

import dev.roster.core.digest.Sha256;
import dev.roster.core.idempotency.AnswerStore.Answer;
import dev.roster.core.idempotency.AnswerStore.Key;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.temporary.TemporaryFolder;
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
 * Lets a POST with an {@code Idempotency-Key} have one effect and one answer (I6). It runs after
 * the filter that authenticates the caller.
 */
@Component
class IdempotencyFilter extends OncePerRequestFilter {
  private static final Logger LOG = LoggerFactory.getLogger(IdempotencyFilter.class);

  private static final String HEADER = "Idempotency-Key";
  private static final Pattern FORM = Pattern.compile("[!-~]{1,255}");

  private final IdempotentExecutor executor;
  private final RouteTable routes;
  private final TemporaryFolder temporary;
  private final ExpectedBody expected;

  IdempotencyFilter(
      IdempotentExecutor executor,
      RouteTable routes,
      TemporaryFolder temporary,
      ExpectedBody expected) {
    this.expected = expected;
    this.temporary = temporary;
    this.routes = routes;
    this.executor = executor;
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
      if (ExpectedBody.isAwaited(request)
          && !executor.hasAnswer(new Key(CallContext.principal(request).id(), key))
          && expected.isRefused(request, response)) return;
      try (Spool spool = Spool.of(request.getInputStream(), limit, temporary)) {
        IdempotentCall call = call(request, key, spool);
        BufferedResponse buffered = new BufferedResponse(response);
        Optional<Answer> stored =
            executor.run(
                call, buffered, () -> chain.doFilter(new SpooledRequest(request, spool), buffered));
        if (stored.isPresent()) replay(stored.get(), response);
        else buffered.send();
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
          ProblemCode.INVALID_FIELD,
          "Send one Idempotency-Key of 1 to 255 visible ASCII characters.");
    return keys.get(0);
  }
}
