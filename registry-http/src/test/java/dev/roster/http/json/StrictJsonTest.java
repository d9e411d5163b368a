package dev.roster.http.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.core.problem.FieldFault;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What the mapper of every JSON route takes, and what it calls a fault. */
class StrictJsonTest {
  private static final JsonMapper JSON = Mappers.strict();

  enum Color {
    RED,
    DARK_BLUE
  }

  record Sample(
      String name,
      @Nullable Integer count,
      @Nullable Double share,
      @Nullable Boolean flag,
      @Nullable Color color,
      @Nullable Instant at,
      @Nullable List<String> list,
      @Nullable Map<String, String> map) {}

  @Test
  void aBodyWithEachKindOfValueIsRead() {
    Sample read =
        JSON.readValue(
            """
            {"name": "", "count": 7, "share": 1, "flag": true, "color": "dark_blue",
             "at": "2026-01-05T10:00:00+01:00", "list": ["a"], "map": {"k": ""}}""",
            Sample.class);

    assertThat(read)
        .isEqualTo(
            new Sample(
                "",
                7,
                1.0,
                true,
                Color.DARK_BLUE,
                Instant.parse("2026-01-05T09:00:00Z"),
                List.of("a"),
                Map.of("k", "")));
  }

  @Test
  void whatIsNullableMayBeLeftOut() {
    assertThat(JSON.readValue("{\"name\":\"a\"}", Sample.class))
        .isEqualTo(new Sample("a", null, null, null, null, null, null, null));
    assertThat(JSON.writeValueAsString(Color.DARK_BLUE)).isEqualTo("\"dark_blue\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '^',
      value = {
        "{}; INVALID_FIELD",
        "{\"name\":null}; INVALID_FIELD",
        "{\"name\":7}; INVALID_FIELD",
        "{\"name\":true}; INVALID_FIELD",
        "{\"name\":[\"a\"]}; INVALID_FIELD",
        "{\"name\":\"a\",\"count\":\"7\"}; INVALID_FIELD",
        "{\"name\":\"a\",\"count\":7.5}; INVALID_FIELD",
        "{\"name\":\"a\",\"count\":3000000000}; INVALID_FIELD",
        "{\"name\":\"a\",\"count\":-99999999999999999999}; INVALID_FIELD",
        "{\"name\":\"a\",\"count\":7.0}; INVALID_FIELD",
        "{\"name\":\"a\",\"count\":\"\"}; INVALID_FIELD",
        "{\"name\":\"a\",\"count\":[]}; INVALID_FIELD",
        "{\"name\":\"a\",\"share\":\"0.5\"}; INVALID_FIELD",
        "{\"name\":\"a\",\"flag\":\"true\"}; INVALID_FIELD",
        "{\"name\":\"a\",\"flag\":1}; INVALID_FIELD",
        "{\"name\":\"a\",\"color\":\"RED\"}; INVALID_FIELD",
        "{\"name\":\"a\",\"color\":\"green\"}; INVALID_FIELD",
        "{\"name\":\"a\",\"color\":0}; INVALID_FIELD",
        "{\"name\":\"a\",\"at\":1767603600}; INVALID_FIELD",
        "{\"name\":\"a\",\"at\":\"2026-01-05\"}; INVALID_FIELD",
        "{\"name\":\"a\",\"list\":[null]}; INVALID_FIELD",
        "{\"name\":\"a\",\"list\":\"a\"}; INVALID_FIELD",
        "{\"name\":\"a\",\"list\":{\"0\":\"a\"}}; INVALID_FIELD",
        "{\"name\":\"a\",\"map\":[]}; INVALID_FIELD",
        "[\"a\"]; INVALID_FIELD",
        "{\"name\":\"a\",\"Name\":\"b\"}; UNKNOWN_FIELD",
        "{\"name\":\"a\",\"id\":1}; UNKNOWN_FIELD",
        "{\"name\":\"a\",\"name\":\"b\"}; MALFORMED_REQUEST",
        "{\"name\":\"a\",\"n\\u0061me\":\"b\"}; MALFORMED_REQUEST",
        "{\"name\":\"a\"} {}; MALFORMED_REQUEST",
        "{\"name\":\"a\"; MALFORMED_REQUEST",
        "{name:\"a\"}; MALFORMED_REQUEST",
        "{'name':'a'}; MALFORMED_REQUEST",
        "{\"name\":\"a\",}; MALFORMED_REQUEST",
        "{\"name\":\"a\",\"share\":NaN}; MALFORMED_REQUEST",
        "{\"name\":\"a\"/* a comment */}; MALFORMED_REQUEST"
      })
  void authz04EverythingElseIsRefusedWithItsCode(String document, ProblemCode code) {
    assertThatThrownBy(() -> JSON.readValue(document, Sample.class))
        .isInstanceOfSatisfying(
            JacksonException.class,
            failure -> {
              Refused refused = JsonFault.of(failure);
              assertThat(refused.code()).as(document).isEqualTo(code);
              assertThat(refused.faults()).hasSize(1);
              assertThat(refused.getMessage())
                  .doesNotContain("dev.roster")
                  .doesNotContain("jackson")
                  .doesNotContain("Sample");
            });
  }

  /** A null is named where it is: an entry of a list, or a field of one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '^',
      value = {
        "{\"texts\":[\"a\",null]}; texts[1]; must not be null",
        "{\"texts\":null}; texts; is required",
        "{\"texts\":[],\"numbers\":[[1],[2,null]]}; numbers[1][1]; must not be null",
        "{\"texts\":[],\"inner\":[null]}; inner[0]; must not be null",
        "{\"texts\":[],\"inner\":[{\"texts\":[null]}]}; inner[0].texts[0]; must not be null",
        "{\"texts\":[],\"inner\":[{\"texts\":null}]}; inner[0].texts; is required",
        "{\"texts\":[],\"inner\":[{}]}; inner[0].texts; is required",
      })
  void aNullIsRefusedAtItsPlace(String document, String place, String said) {
    assertThatThrownBy(() -> JSON.readValue(document, Outer.class))
        .isInstanceOfSatisfying(
            JacksonException.class,
            failure ->
                assertThat(JsonFault.of(failure).faults())
                    .singleElement()
                    .returns(place, fault -> fault.field().toString())
                    .returns(said, FieldFault::detail));
  }

  record Inner(List<String> texts) {}

  record Outer(
      List<String> texts, @Nullable List<List<Integer>> numbers, @Nullable List<Inner> inner) {}
}
