package dev.roster.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.core.page.PageRequest;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;

class QueryNamesTest {
  @SuppressWarnings("unused") // its parameters are what a handler declares
  void handler(
      @RequestParam(name = "model") String model,
      @RequestParam(name = "tag") List<String> tags,
      PageRequest page) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "model=a",
        "tag=a&tag=b",
        "limit=1&cursor=x",
        "%6Dodel=a",
        "model",
        "&model=a"
      })
  void declaredParametersPass(String query) {
    assertThatCode(() -> check(query)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "other=1, UNKNOWN_FIELD",
    "Model=a, UNKNOWN_FIELD",
    "model=a&model=b, UNKNOWN_FIELD",
    "limit=1&limit=2, UNKNOWN_FIELD",
    "model=%zz, MALFORMED_REQUEST",
    "model=%FF, MALFORMED_REQUEST",
    "model=%00, MALFORMED_REQUEST"
  })
  void otherQueriesAreRefused(String query, ProblemCode code) {
    assertThatThrownBy(() -> check(query))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }

  @Test
  void aParameterIsSeenInAMalformedQueryToo() {
    assertThat(QueryNames.has(request("a=%zz&at=x"), "at")).isTrue();
    assertThat(QueryNames.has(request("at"), "at")).isTrue();
    assertThat(QueryNames.has(request("late=x"), "at")).isFalse();
  }

  private void check(String query) throws NoSuchMethodException {
    HandlerMethod handler =
        new HandlerMethod(
            this,
            QueryNamesTest.class.getDeclaredMethod(
                "handler", String.class, List.class, PageRequest.class));
    QueryNames.check(request(query), handler);
  }

  /** A request of which only the query is known. */
  private static HttpServletRequest request(String query) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            QueryNamesTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (self, method, arguments) -> {
              if (method.getName().equals("getQueryString")) return query;
              throw new AssertionError(method + " was called");
            });
  }
}
