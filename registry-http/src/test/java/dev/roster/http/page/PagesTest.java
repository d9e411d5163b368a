package dev.roster.http.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.page.Position;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;

class PagesTest {
  private final Cursors cursors = new Cursors(name -> new byte[32]);

  @ParameterizedTest
  @CsvSource({
    ", 50",
    "1, 1",
    "0001, 1",
    "199, 199",
    "200, 200",
    "201, 200",
    "1000, 200",
    "2147483648, 200",
    "9223372036854775808, 200"
  })
  void aLimitIsTakenUpToTheMaximum(@Nullable String text, int limit) {
    assertThat(PageRequests.limitOf(text, PageRequest.MAX)).isEqualTo(limit);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "000", "-1", "+5", "1e9", "abc", "5.0", " 5", "5 ", "٣", "0x10"})
  void dos02AnythingElseIsNoLimit(String text) {
    assertThatThrownBy(() -> PageRequests.limitOf(text, PageRequest.MAX))
        .asInstanceOf(type(Refused.class))
        .returns(ProblemCode.INVALID_FIELD, Refused::code);
  }

  @Test
  void aLimitOfManyDigitsIsRefusedRatherThanParsed() {
    assertThatThrownBy(() -> PageRequests.limitOf("9".repeat(100_000), PageRequest.MAX))
        .asInstanceOf(type(Refused.class))
        .returns(ProblemCode.INVALID_FIELD, Refused::code);
  }

  @Test
  void theLastPageHasNoCursorAndNoLink() {
    ResponseEntity<PageBody<String>> answer =
        new Pages(cursors, call("limit=2")).answer(new Page<>(List.of("a", "b"), null));

    assertThat(answer.getBody()).isEqualTo(new PageBody<>(List.of("a", "b"), null));
    assertThat(answer.getHeaders().headerNames()).doesNotContain(HttpHeaders.LINK);
  }

  @ParameterizedTest
  @CsvSource({
    "'', ?cursor=",
    "limit=2, ?limit=2&cursor=",
    "limit=2&filter=a%20b, ?limit=2&filter=a%20b&cursor=",
    "cursor=old&limit=2, ?limit=2&cursor=",
    "cursor=old, ?cursor="
  })
  void theLinkKeepsTheQueryAndReplacesTheCursor(String query, String link) {
    MockHttpServletRequest call = call(query);
    ResponseEntity<PageBody<String>> answer =
        new Pages(cursors, call).answer(new Page<>(List.of("a"), Position.of("a")));

    String next = answer.getBody().next();
    assertThat(cursors.decode(next, call)).isEqualTo(Position.of("a"));
    assertThat(answer.getHeaders().getFirst(HttpHeaders.LINK))
        .isEqualTo("</api/v1/models" + link + next + ">; rel=\"next\"");
  }

  private static MockHttpServletRequest call(String query) {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/v1/models");
    request.setQueryString(query.isEmpty() ? null : query);
    return request;
  }
}
