package dev.roster.http.request;

import static dev.roster.core.problem.FieldPath.field;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.core.page.PageRequest;
import dev.roster.core.problem.FieldPath;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;

class FieldPlacesTest {
  private static final HandlerMethod HANDLER = handler();

  /** A handler with parameters of all kinds. */
  static final class Handler {
    @SuppressWarnings("unused")
    void call(
        @PathVariable String version,
        @RequestParam String at,
        @RequestParam(name = "order") String by,
        @RequestParam List<String> ignore,
        PageRequest page) {}
  }

  @Test
  void aFieldOfTheBodyIsAJsonPointer() {
    assertThat(written(field("description"))).isEqualTo("/description");
    assertThat(written(field("lineage", "code", "commit"))).isEqualTo("/lineage/code/commit");
    assertThat(written(field("artifacts").item(3).member("path"))).isEqualTo("/artifacts/3/path");
    assertThat(written(field())).isEmpty();
  }

  @Test
  void aJsonPointerIsEscaped() {
    assertThat(written(field("tags").member("team/risk"))).isEqualTo("/tags/team~1risk");
    assertThat(written(field("tags").member("a~b/c~1"))).isEqualTo("/tags/a~0b~1c~01");
    assertThat(written(field("tags").member(""))).isEqualTo("/tags/");
  }

  @Test
  void aFieldThatTheHandlerTakesFromTheQueryIsAQueryParameter() {
    assertThat(written(field("at"))).isEqualTo("?at");
    assertThat(written(field("order"))).isEqualTo("?order");
    assertThat(written(field("ignore"))).isEqualTo("?ignore");
    assertThat(written(field("limit"))).isEqualTo("?limit");
    assertThat(written(field("cursor"))).isEqualTo("?cursor");
  }

  @Test
  void aNestedFieldOrAnotherNameIsNotAQueryParameter() {
    assertThat(written(field("by"))).isEqualTo("/by");
    assertThat(written(field("version"))).isEqualTo("/version");
    assertThat(written(field("metrics").item(0).member("at"))).isEqualTo("/metrics/0/at");
    assertThat(FieldPlaces.write(field("at"), null)).as("no handler").isEqualTo("/at");
  }

  @Test
  void aPartThatIsKnownDecides() {
    assertThat(written(RequestPart.BODY.field("at"))).isEqualTo("/at");
    assertThat(written(RequestPart.QUERY.field("unknown"))).isEqualTo("?unknown");
    assertThat(written(RequestPart.PATH.field("version"))).isEqualTo("{version}");
    assertThat(written(RequestPart.HEADER.field("If-Match"))).isEqualTo("If-Match");
  }

  private static String written(FieldPath field) {
    return FieldPlaces.partOf(field, HANDLER).write(field);
  }

  private static HandlerMethod handler() {
    return new HandlerMethod(new Handler(), Handler.class.getDeclaredMethods()[0]);
  }
}
