package dev.roster.http.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.roster.core.page.Position;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

/** A cursor is accepted for the list and the filter that it was made for, and for nothing else. */
class CursorsTest {
  private static final String LIST = "/api/v1/models?filter=stage:production&orderBy=name&limit=10";
  private static final Position POSITION = Position.of("credit", 7);

  private final Cursors cursors =
      new Cursors(name -> (name + " of these servers, 32 bytes.").getBytes(StandardCharsets.UTF_8));
  private final String cursor = cursors.encode(POSITION, call(LIST));

  @ParameterizedTest
  @ValueSource(
      strings = {
        LIST,
        "/api/v1/models?orderBy=name&filter=stage:production",
        "/api/v1/models?filter=stage:production&orderBy=name&limit=200",
        "/api/v1/models?filter=stage:production&orderBy=name&fields=name&count=estimate",
        "/api/v1/models?filter=stage:production&orderBy=name&cursor=the-one-before&facets=owner"
      })
  void itHoldsForTheSameListHoweverItIsShown(String again) {
    assertThat(cursors.decode(cursor, call(again))).isEqualTo(POSITION);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/models",
        "/api/v1/models?filter=stage:staging&orderBy=name",
        "/api/v1/models?filter=stage:production&orderBy=-name",
        "/api/v1/models?filter=stage:production&orderBy=name&filter=owner:ann",
        "/api/v1/versions?filter=stage:production&orderBy=name"
      })
  void itIsRefusedForAnotherList(String other) {
    assertThatIsRefused(cursor, other);
  }

  @Test
  void itIsRefusedByServersWithAnotherSecret() {
    Cursors others = new Cursors(name -> "another secret that has 32 bytes".getBytes());

    assertThatThrownBy(() -> others.decode(cursor, call(LIST)))
        .asInstanceOf(type(Refused.class))
        .returns(ProblemCode.INVALID_CURSOR, Refused::code);
  }

  @Test
  void dos02EachChangedByteIsNoticed() {
    byte[] bytes = Base64.getUrlDecoder().decode(cursor);
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      assertThatIsRefused(Base64.getUrlEncoder().withoutPadding().encodeToString(changed), LIST);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "=", "not base64!", "AAAAAAAAAAAAAAAAAAAAAA", "é", "../../x"})
  void dos02TextThatIsNotACursorIsRefused(String text) {
    assertThatIsRefused(text, LIST);
  }

  @Test
  void dos02ALongTextIsRefusedUnread() {
    assertThatIsRefused("A".repeat(6_001), LIST);
    assertThatIsRefused("A".repeat(5_000_000), LIST);
  }

  @Test
  void positionsOfAnyTextComeBack() {
    Position position = Position.of("", "a\"b\\c", "ü 漢字 🎉", "\u0000", 1L << 53);
    String made = cursors.encode(position, call(LIST));

    assertThat(made).matches("[A-Za-z0-9_-]+");
    assertThat(cursors.decode(made, call(LIST))).isEqualTo(position);
  }

  private void assertThatIsRefused(String text, String list) {
    assertThatThrownBy(() -> cursors.decode(text, call(list)))
        .as(text.length() > 100 ? text.length() + " characters" : text)
        .asInstanceOf(type(Refused.class))
        .returns(ProblemCode.INVALID_CURSOR, Refused::code);
  }

  private static MockHttpServletRequest call(String uri) {
    String[] parts = uri.split("\\?", 2);
    MockHttpServletRequest request = new MockHttpServletRequest("GET", parts[0]);
    if (parts.length == 2) request.setQueryString(parts[1]);
    return request;
  }
}
