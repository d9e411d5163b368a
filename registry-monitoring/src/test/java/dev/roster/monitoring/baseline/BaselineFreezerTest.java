package dev.roster.monitoring.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.core.monitoring.rows.RowDialect;
import dev.roster.core.monitoring.rows.RowFormat;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.drift.baseline.Baseline;
import dev.roster.drift.baseline.BaselineColumn;
import dev.roster.drift.baseline.Roles;
import dev.roster.drift.cells.CategoricalCells;
import dev.roster.monitoring.rows.TestReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From rows to a frozen baseline. */
class BaselineFreezerTest {
  private static final List<String> NO = List.of();
  private static final Roles NONE = new Roles(null, null, null, null, null, NO, NO);

  @ParameterizedTest
  @ValueSource(strings = {"1e151", "-1e151", "1e300", "1e400"})
  void in01NumbersThatCannotBeSquaredAreRefused(String number) {
    assertThatThrownBy(() -> frozen("x\n1\n" + number + "\n"))
        .isInstanceOfSatisfying(
            Refused.class, no -> assertThat(no.code()).isEqualTo(ProblemCode.MALFORMED_REQUEST));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 days 04:00:00\n-1 days +23:59:59.500000",
        "1 days\n2 days",
        "\"1 day, 4:00:00\"\n\"2 days, 0:00:01\"",
        "PT3600S\nP1DT0.5S",
        "P1Y2M\n-P3D"
      })
  void durationsAreRefusedByName(String values) {
    assertThatThrownBy(() -> frozen("x,r\n" + values.replace("\n", ",0\n") + ",0\n"))
        .isInstanceOf(Refused.class)
        .hasMessageStartingWith("The column 'x' has durations")
        .hasMessageContaining("in row 1")
        .hasMessageContaining("numbers of seconds");
  }

  @ParameterizedTest
  @ValueSource(strings = {"P\nPT", "P\nP", "days\n3 days", "Peru\nPT1S"})
  void textsThatOnlyResembleDurationsAreCategories(String values) {
    assertThat(frozen("x,r\n" + values.replace("\n", ",0\n") + ",0\n").features()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '`',
      value = {
        "1/2/unknown/4/unknown @ The column 'x' has 3 numbers and 2 other values, of which the"
            + " first is 'unknown' in row 3. If that means that the value is missing, leave it"
            + " empty or write NA, null or NaN. If the column has categories, name it in"
            + " categorical=x.",
        "1/NA//2/3/n.a. @ has 3 numbers and 1 other value, of which the first is 'n.a.' in row 6",
        "1/2/\"1,5\" @ first is '1,5' in row 3",
        "1/2/\"1,5\" @ or send CSV with decimal=%2C",
        "\"0,1\"/\"0,2\" @ has 0 numbers and 2 other values, of which the first is '0,1' in row 1",
        "1.234,5/2.345,6 @ If '1.234,5' is how numbers are written here, write them with '.' as the"
            + " decimal sign",
        "1/2/inf @ Row 3, column 'x' has the value 'inf' among numbers",
        "1/2/true @ has 2 numbers and 1 other value",
        "1/2/2021-06-01 @ has 2 numbers and 1 other value"
      })
  void aColumnOfNumbersIsNotTextByAccident(String values, String detail) {
    String separator = detail.contains("1.234,5") ? "\"\n\"" : "\n";
    String quote = detail.contains("1.234,5") ? "\"" : "";
    String rows = values.replace("/", separator).strip();
    assertThatThrownBy(
            () -> frozen("x,r\n" + (quote + rows + quote).replace("\n", ",0\n") + ",0\n"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(detail.strip());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1\na", "a\nb\n1", "1\n2\na\nb", "3A\n4", "10%\n20%", "1-2\n3-4"})
  void aColumnThatIsNotMostlyNumbersHasCategories(String values) {
    assertThat(frozen("x\n" + values + "\n").features().get(0).cells().kind())
        .isEqualTo("categorical");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      value = {
        "ignore @ names 'incom', which is not a column of the rows (did you mean 'income'?)",
        "categorical @ names 'incom', which is not a column of the rows (did you mean 'income'?)",
        "prediction @ names 'incom', which is not a column of the rows (did you mean 'income'?)"
      })
  void aNameThatIsNoColumnIsRefusedWithTheNearest(String parameter, String detail) {
    List<String> named = List.of("incom");
    Roles roles =
        new Roles(
            parameter.equals("prediction") ? "incom" : null,
            null,
            null,
            null,
            null,
            parameter.equals("ignore") ? named : List.of(),
            parameter.equals("categorical") ? named : List.of());
    assertThatThrownBy(() -> frozen(RowFormat.CSV, "age,income\n1,2\n", roles))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(detail.strip());
  }

  @Test
  void aNestedColumnIsRefusedWithItsRemedy() {
    assertThatThrownBy(() -> frozen(RowFormat.NDJSON, "{\"a\":1,\"b\":[1]}", NONE))
        .hasMessageContaining("Row 1, column 'b' is neither a number nor text nor a boolean.")
        .hasMessageContaining("leave the column out with ignore=b");
    Roles without = new Roles(null, null, null, null, null, List.of("b"), List.of());
    assertThat(frozen(RowFormat.NDJSON, "{\"a\":1,\"b\":[1]}", without).features()).hasSize(1);
  }

  @Test
  void rowsOfAnotherLengthThanTheHeaderAreRefusedWithTheirNumber() {
    assertThatThrownBy(() -> frozen("a,b\n1,2\n3\n4,5,6\n"))
        .hasMessageContaining("Row 2 has 1 field, and the header has 2. 2 rows are like this.");
  }

  @Test
  void theIndexOfPandasIsNoColumn() {
    assertThat(frozen(RowFormat.NDJSON, "{\"a\":1,\"__index_level_0__\":7}", NONE).features())
        .extracting(BaselineColumn::name)
        .containsExactly("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Unnamed: 0",
        "Unnamed: 0.1",
        "Unnamed: 0.1.1",
        "Unnamed: 3",
        "Unnamed: 0_level_0",
        "...1"
      })
  void aColumnThatHadNoNameIsNotTakenForAFeature(String name) {
    String inUrl = name.replace(":", "%3A").replace(" ", "%20");
    String csv = name + ",a,b\n0,1,2\n1,2,3\n";
    assertThatThrownBy(() -> frozen(csv))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("The column '" + name + "' has a name that is made up")
        .hasMessageContaining("index=False")
        .hasMessageContaining("ignore=" + inUrl + ",");
    assertThat(
            List.of(
                frozen(RowFormat.CSV, csv, new Roles(null, null, null, name, null, NO, NO)),
                frozen(
                    RowFormat.CSV,
                    csv,
                    new Roles(null, null, null, null, null, List.of(name), NO))))
        .allSatisfy(
            baseline ->
                assertThat(baseline.features())
                    .extracting(BaselineColumn::name)
                    .containsExactly("a", "b"));
    assertThat(
            frozen(RowFormat.CSV, csv, new Roles(null, null, null, null, null, NO, List.of(name)))
                .features())
        .hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "a,b|\"a,b\",x,y|x y",
        "a,b|a,b,x|x",
        "a, b|a,b,x|x",
        " a|\" a\",x|x",
        " a|a,x|x",
        "a,b,x|\"a,b\",x,y|refused: ?ignore names 'a'",
        "a,b|\"a,b\",a,x|refused: can mean the column 'a,b' or the column 'a'",
        "a,c|a,b,x|refused: names 'c', which is not a column",
      })
  void aNameWithACommaIsOneColumnOrSeveral(String ignored, String header, String features) {
    int columns =
        header.contains("\"")
            ? header.replaceAll("\"[^\"]*\"", "q").split(",").length
            : header.split(",").length;
    String row = String.join(",", Collections.nCopies(columns, "1"));
    String csv = header + "\n" + row + "\n" + row + "\n";
    Roles roles = new Roles(null, null, null, null, null, List.of(ignored), NO);
    if (features.startsWith("refused: "))
      assertThatThrownBy(() -> frozen(RowFormat.CSV, csv, roles))
          .isInstanceOf(Refused.class)
          .hasMessageContaining(features.substring(9).replace("?ignore ", ""));
    else {
      Baseline baseline = frozen(RowFormat.CSV, csv, roles);
      assertThat(baseline.features())
          .extracting(BaselineColumn::name)
          .containsExactly(features.split(" "));
      assertThat(baseline.roles().ignored()).isSubsetOf("a", "b", "a,b", " a");
    }
  }

  @Test
  void aColumnHasOneRole() {
    String csv = "a,b,c\n1,1,1\n2,2,2\n";
    for (Roles twice :
        List.of(
            new Roles("a", null, null, null, null, List.of("b,a"), NO),
            new Roles(null, null, null, "a", null, List.of("a"), NO),
            new Roles(null, null, null, null, null, List.of("a"), List.of("b,a")),
            new Roles(null, null, "a", null, null, NO, List.of("a")),
            new Roles(null, null, null, null, "a", NO, List.of("a,b"))))
      assertThatThrownBy(() -> frozen(RowFormat.CSV, csv, twice))
          .as(twice.toString())
          .isInstanceOf(Refused.class)
          .hasMessageContaining("names the column 'a', which");
    Roles judged = new Roles("a", null, null, null, null, NO, List.of("a"));
    assertThat(frozen(RowFormat.CSV, csv, judged).prediction().cells())
        .isInstanceOf(CategoricalCells.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Unnamed", "Unnamed: x", "Unnamed: 0 km", "unnamed: 0", "..1", "index"})
  void aColumnThatHasANameIsAFeature(String name) {
    assertThat(frozen(name + ",a\n0,1\n1,2\n").features()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = RowFormat.class,
      names = {"CSV", "NDJSON"})
  void aNameThatCannotBeReadIsShownWithTheRule(RowFormat format) {
    Map<String, String> names =
        Map.of(
            "n".repeat(257),
            "has a name of more than 256 characters: '" + "n".repeat(40) + "…'",
            "a\u0007b",
            "has a control character in its name: 'a?b'");
    names.forEach(
        (name, detail) ->
            assertThatThrownBy(
                    () ->
                        frozen(
                            format,
                            format == RowFormat.CSV
                                ? name + ",x\n1,2\n"
                                : "{\"" + name.replace("\u0007", "\\u0007") + "\":1,\"x\":2}",
                            NONE))
                .isInstanceOf(Refused.class)
                .hasMessageContaining(detail));
  }

  @Test
  void adviceIsWrittenAsAUrlTakesIt() {
    assertThatThrownBy(() -> frozen(RowFormat.NDJSON, "{\"a&b, c+d\":[1]}", NONE))
        .hasMessageContaining("ignore=a%26b%2C%20c%2Bd.");
    assertThatThrownBy(() -> frozen("a&b\n1\n2\nx\n")).hasMessageContaining("categorical=a%26b.");
    assertThatThrownBy(() -> frozen("a&b\n1\n2\ninf\n"))
        .hasMessageContaining("out of range: a number is from -1e150 to 1e150")
        .hasMessageContaining("categorical=a%26b ");
    assertThatThrownBy(() -> frozen("a&b\nPT1S\nPT2S\n"))
        .hasMessageContaining("ignore=a%26b.")
        .hasMessageContaining("categorical=a%26b.");
  }

  @Test
  void theLargestNumbersHaveADeviation() {
    assertThat(frozen("x\n-1e150\n1e150\n").features().get(0).standardDeviation()).isEqualTo(1e150);
  }

  private static Baseline frozen(String csv) {
    return frozen(RowFormat.CSV, csv, NONE);
  }

  private static Baseline frozen(RowFormat format, String body, Roles roles) {
    return BaselineFreezer.freeze(
            TestReader.READER,
            RowDialect.of(format),
            new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)),
            roles)
        .baseline();
  }
}
