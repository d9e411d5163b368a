package dev.roster.monitoring.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CategoryFormTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 2 3.0|NUMBER",
        "1 1e3 -0.50|NUMBER",
        "0 1|NUMBER",
        "007 8|TEXT",
        "+1 2|TEXT",
        "1 a|TEXT",
        "true false|BOOLEAN",
        "True FALSE|BOOLEAN",
        "True 0 1.0|BOOLEAN",
        "true 2|TEXT",
        "yes no|TEXT",
        "2021-06-01 2021-06-02T10:30:00Z|TIME",
        "2021-06-01 20210602|TIME",
        "2021-06-01 soon|TEXT",
        "10:30:00 10:30:00.5|TIME_OF_DAY",
        "10:30:00 25:30:00|TEXT",
        "10:30|TEXT"
      })
  void aColumnHasTheFormThatAllItsValuesHave(String values, CategoryForm form) {
    assertThat(CategoryForm.of(List.of(values.split(" ")))).isEqualTo(form);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NUMBER|1|1.0|1",
        "NUMBER|1e2|100.00|100",
        "NUMBER|0|-0.0|0",
        "NUMBER|1.10|1.1|1.1",
        "NUMBER|12345678901234567890|12345678901234567890.0|12345678901234567890",
        "NUMBER|1e300|1.0E+300|1E+300",
        "BOOLEAN|True|1|true",
        "BOOLEAN|FALSE|0.0|false",
        "TIME|2021-06-01|2021-06-01 00:00:00.000000|2021-06-01",
        "TIME|2021-06-01T00:00:00+02:00|2021-05-31 22:00:00+00|2021-05-31T22:00:00Z",
        "TIME|1622505600000|2021-06-01T00:00:00.000000+0000|2021-06-01",
        "TIME_OF_DAY|10:30:00|10:30:00.000000000|10:30:00",
        "TIME_OF_DAY|10:30:15.500|10:30:15.5+00|10:30:15.5",
        "TEXT|1|1|1"
      })
  void theSpellingsOfAValueAreOne(CategoryForm form, String a, String b, String canonical) {
    assertThat(form.canonical(a)).isEqualTo(canonical);
    assertThat(form.canonical(b)).isEqualTo(canonical);
    assertThat(form.canonical(canonical)).isEqualTo(canonical);
    if (form != CategoryForm.BOOLEAN) // for which a word must be there
    assertThat(CategoryForm.of(List.of(canonical, canonical)))
          .isEqualTo(form == CategoryForm.TEXT ? CategoryForm.NUMBER : form);
  }

  @ParameterizedTest
  @CsvSource({"NUMBER,007", "NUMBER,x", "BOOLEAN,yes", "BOOLEAN,2", "TIME,soon", "TEXT,1.0"})
  void whatIsNotOfTheFormIsOnlyItself(CategoryForm form, String text) {
    assertThat(form.canonical(text)).isEqualTo(text);
  }
}
