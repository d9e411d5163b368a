package dev.roster.app.search;

import static dev.roster.app.search.SearchTest.encoded;
import static dev.roster.app.search.SearchTest.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** However much is found, an answer is bounded, and leads to the next. */
class LargePagesTest extends RunningServer {
  @Test
  void aPageEndsWhenItsFactsAreManyAndGoesOn() {
    String big = model("big");
    String path = "/api/v1/models/" + big + "/versions";
    String value = "x".repeat(9_000);
    StringBuilder parameters = new StringBuilder();
    for (int i = 0; i < 100; i++)
      parameters
          .append(i == 0 ? "" : ",")
          .append("\"p")
          .append(i)
          .append("\":\"")
          .append(value)
          .append('"');
    for (int i = 0; i < 12; i++)
      assertThat(post(path, "{\"hyperparameters\":{" + parameters + "}}").status()).isEqualTo(201);
    List<Integer> seen = new ArrayList<>();
    int pages = 0;
    String cursor = "";
    do {
      Answer answer = get(path + "?limit=200&fields=version" + cursor);
      JsonNode page = answer.json();
      seen.addAll(numbers(answer));
      cursor = page.path("next").isNull() ? null : "&cursor=" + page.path("next").asString();
      pages++;
    } while (cursor != null);
    assertThat(pages).isEqualTo(2);
    assertThat(seen).containsExactly(12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1);
    Answer tooMuch =
        post(
            path,
            "{\"hyperparameters\":{"
                + parameters
                + ","
                + parameters.toString().replace("\"p", "\"q")
                + "}}");
    assertThat(tooMuch.status()).as(tooMuch.text()).isEqualTo(413);
  }

  @Test
  void aPageOfModelsEndsWhenItsTagsAreManyAndGoesOn() {
    String prefix = "wide-" + UUID.randomUUID().toString().substring(0, 8);
    String tags =
        IntStream.range(0, 100)
            .mapToObj(i -> "\"t" + i + "\":\"" + "x".repeat(5_000) + "\"")
            .collect(Collectors.joining(","));
    String body = "{\"name\":\"%s-%s\",\"tags\":{%s}}";
    for (char last = 'a'; last <= 's'; last++)
      assertThat(post("/api/v1/models", body.formatted(prefix, last, tags)).status())
          .isEqualTo(201);
    String list =
        "/api/v1/models?limit=200&fields=name&filter=" + encoded("name = \"" + prefix + "*\"");
    JsonNode first = get(list).json();
    JsonNode second = get(list + "&cursor=" + first.path("next").asString()).json();
    assertThat(first.path("items").size()).isEqualTo(17);
    assertThat(second.path("items").findValuesAsString("name"))
        .containsExactly(prefix + "-r", prefix + "-s");
    assertThat(second.path("next").isNull()).isTrue();
    Answer tooMuch = // the characters are allowed, three bytes each
        post("/api/v1/models", body.formatted(prefix, "z", tags.replace('x', '語')));
    assertThat(tooMuch.status()).as(tooMuch.text()).isEqualTo(413);
    assertThat(tooMuch.json().path("detail").asString()).contains("1,048,576");
  }

  @Test
  void theLinkOfALongFilterLeadsToTheNextPage() {
    String versions = "/api/v1/models/" + model("linked") + "/versions";
    for (int i = 0; i < 5; i++) post(versions, "{\"description\":\"short\"}");
    String filter = "description != \"" + "é".repeat(4_000) + "\"";
    Answer first = get(versions + "?limit=2&filter=" + encoded(filter));
    assertThat(first.status()).as(first.text()).isEqualTo(200);
    assertThat(numbers(first)).containsExactly(5, 4);
    String link = first.header("Link").replaceAll("^<(.*)>; rel=\"next\"$", "$1");
    Answer next = get(link);
    assertThat(next.status()).as(next.text()).isEqualTo(200);
    assertThat(numbers(next)).containsExactly(3, 2);
  }
}
