package dev.roster.http.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonValuesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '^',
      value = {
        "1; 1",
        "\"a,[{\"; 1",
        "\"\\\",\"; 1",
        "\"\\\\\"; 1",
        "[1,2]; 3",
        "{\"a\":1,\"b,c\":[\"d\\\\\",2]}; 5",
        "[[1],[{\"a\":2}]]; 6",
        "[[],{}]; 5", // an empty one counts twice
      })
  void valuesAreCountedOutsideOfTexts(String document, int values) {
    assertThat(JsonValues.count(document.getBytes(UTF_8))).isEqualTo(values);
  }
}
