package dev.roster.monitoring.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.core.monitoring.observation.BatchReport;
import dev.roster.core.monitoring.observation.HourlyCounts;
import dev.roster.core.monitoring.observation.RowCounter;
import dev.roster.core.monitoring.observation.RowTimes;
import dev.roster.core.monitoring.rows.RowDialect;
import dev.roster.core.monitoring.rows.RowFormat;
import dev.roster.core.problem.Refused;
import dev.roster.drift.baseline.Baseline;
import dev.roster.drift.baseline.Roles;
import dev.roster.drift.profile.ProfileBytes;
import dev.roster.drift.profile.ProfileSum;
import dev.roster.monitoring.baseline.BaselineFreezer;
import dev.roster.monitoring.rows.TestReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same values fall into the same cells in whatever format, type and spelling they come. */
class SameValuesTest {
  private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
  private static final List<String> NO = List.of();
  private static final Roles NONE = new Roles(null, null, null, null, null, NO, NO);

  private record Body(RowDialect dialect, byte[] bytes) {}

  @TempDir private Path folder;

  @Test
  void booleans() throws Exception {
    all(
        NONE,
        csv("True", "False", "True", ""),
        csv("true", "false", "TRUE", "NA"),
        json("true", "false", "true", "null"),
        parquet("boolean", "true", "false", "true", "null"),
        parquet("varchar", "'True'", "'False'", "'true'", "'None'"));
    all(NONE, csv("true", "0", "1", ""), csv("True", "False", "True", ""));
    Baseline words = freeze(csv("True", "False", "True", ""), NONE);
    for (Body digits :
        List.of(
            csv("1", "0", "1.0", ""),
            json("1", "0.0", "1", "null"),
            parquet("tinyint", "1", "0", "1", "null"),
            parquet("double", "1", "0", "1", "null"))) same(words, digits);
    Baseline ones = freeze(csv("1", "0", "1", ""), NONE);
    same(ones, csv("True", "False", "True", ""));
    same(ones, json("true", "false", "true", "null"));
    same(ones, parquet("boolean", "true", "false", "true", "null"));
    Roles categorical = new Roles(null, null, null, null, null, List.of(), List.of("x"));
    Baseline categories = freeze(csv("1", "0", "1", ""), categorical);
    same(categories, json("true", "false", "true", "null"));
    same(categories, parquet("double", "1", "0", "1", "null"));
  }

  @Test
  void numbersOfAnyWidth() throws Exception {
    List<Body> whole = new ArrayList<>();
    whole.add(csv("1", "2", "", "7"));
    whole.add(csv("1.0", "2.0", "NaN", "7.0"));
    whole.add(json("1", "2.0", "null", "7e0"));
    whole.add(json("\"1\"", "\"2\"", "\"\"", "\"7\""));
    for (String type :
        List.of(
            "tinyint",
            "smallint",
            "integer",
            "bigint",
            "hugeint",
            "utinyint",
            "usmallint",
            "uinteger",
            "ubigint",
            "float",
            "double",
            "decimal(4,1)",
            "decimal(18,3)",
            "decimal(38,10)",
            "varchar")) whole.add(parquet(type, "1", "2", "null", "7"));
    whole.add(parquet("double", "1", "2", "'nan'", "7"));
    for (List<String> categorical : List.of(List.<String>of(), List.of("x"))) {
      Roles roles = new Roles(null, null, null, null, null, List.of(), categorical);
      Baseline first = freeze(whole.get(0), roles);
      for (Body body : whole) {
        Baseline baseline = freeze(body, roles);
        assertThat(baseline.digest()).isEqualTo(first.digest());
        same(first, body);
        same(baseline, whole.get(1));
      }
    }
  }

  @Test
  void fractionsThatAWriterRounded() throws Exception {
    all(
        NONE,
        csv("0.1", "0.3333333333333333", "0.1", "2.7182818284590452"),
        json("0.1", "0.3333333333", "0.1", "2.7182818285"),
        json(
            "0.10000000149011612",
            "0.3333333432674408",
            "0.10000000149011612",
            "2.7182817459106445"),
        json("0.1000000015", "0.3333333433", "0.1000000015", "2.7182817459"),
        parquet("float", "0.1", "0.3333333333333333", "0.1", "2.7182818284590452"),
        parquet("double", "0.1", "0.3333333333333333", "0.1", "2.7182818284590452"));
  }

  @Test
  void decimalCommas() throws Exception {
    Body comma =
        new Body(
            RowDialect.of(RowFormat.CSV, ";", ","),
            "x;r\n1,5;0\n2;0\n;0\n-0,25;0\n".getBytes(StandardCharsets.UTF_8));
    all(NONE, csv("1.5", "2", "", "-0.25"), comma);
  }

  @Test
  void datesAndTimes() throws Exception {
    all(
        NONE,
        csv("2021-06-01", "2021-06-02", "", "2021-06-01"),
        csv("2021-06-01 00:00:00", "2021-06-02T00:00:00.000000", "NaT", "2021-06-01T00:00:00Z"),
        json(
            "\"2021-06-01T00:00:00.000\"",
            "\"2021-06-02\"",
            "null",
            "\"2021-06-01 02:00:00+0200\""),
        parquet("date", "'2021-06-01'", "'2021-06-02'", "null", "'2021-06-01'"),
        parquet("timestamp", "'2021-06-01'", "'2021-06-02'", "null", "'2021-06-01'"),
        parquet("timestamp_s", "'2021-06-01'", "'2021-06-02'", "null", "'2021-06-01'"),
        parquet("timestamp_ns", "'2021-06-01'", "'2021-06-02'", "null", "'2021-06-01'"),
        parquet(
            "timestamptz",
            "'2021-06-01 02:00:00+02'",
            "'2021-06-02 00:00:00+00'",
            "null",
            "'2021-05-31 20:00:00-04'"));
    Baseline texts = freeze(csv("2021-06-01", "2021-06-02", "", "2021-06-01"), NONE);
    Body epoch = json("1622505600000", "1622592000000", "null", "1622505600000");
    same(texts, epoch);
    Baseline numbers = freeze(epoch, NONE);
    same(numbers, parquet("date", "'2021-06-01'", "'2021-06-02'", "null", "'2021-06-01'"));
    same(numbers, csv("2021-06-01", "2021-06-02T00:00:00Z", "", "2021-06-01 00:00:00"));
  }

  @Test
  void valuesBesideAnOddOne() throws Exception {
    Roles categorical = new Roles(null, null, null, null, null, List.of(), List.of("x"));
    all(
        NONE,
        csv("True", "False", "unknown", "True"),
        csv("TRUE", "FALSE", "unknown", "TRUE"),
        json("true", "false", "\"unknown\"", "true"),
        parquet("varchar", "'true'", "'false'", "'unknown'", "'true'"));
    Baseline words = freeze(csv("True", "False", "unknown", "True"), NONE);
    same(words, csv("1", "0.0", "unknown", "1"));
    all(
        categorical,
        csv("1", "2", "x", "3"),
        csv("1.0", "2.0", "x", "3.0"),
        json("1", "2", "\"x\"", "3"),
        parquet("varchar", "'1'", "'2.0'", "'x'", "'3'"));
    all(
        categorical,
        csv("2021-06-01", "1950-06-02", "never", ""),
        json("1622505600000", "-618019200000", "\"never\"", "null"),
        parquet("varchar", "'2021-06-01 00:00:00'", "'1950-06-02T00:00:00Z'", "'never'", "null"));
  }

  @Test
  void versionsAreNotNumbers() {
    Roles categorical = new Roles(null, null, null, null, null, List.of(), List.of("x"));
    Baseline versions = freeze(csv("1.1", "1.2", "1.2.3", "1.1"), categorical);
    CellFinder finder = new CellFinder(versions.features().get(0), '.');
    assertThat(finder.cellOf("1.10")).isNotEqualTo(finder.cellOf("1.1"));
    assertThat(finder.cellOf("1.20")).isNotEqualTo(finder.cellOf("1.2"));
  }

  @Test
  void datesBefore1980() throws Exception {
    Body counts = json("-947203200000", "-379728000000", "null", "288057600000");
    for (Body dates :
        List.of(
            csv("1939-12-27", "1957-12-20", "", "1979-02-17"),
            parquet("timestamp", "'1939-12-27'", "'1957-12-20'", "null", "'1979-02-17'"),
            parquet("date", "'1939-12-27'", "'1957-12-20'", "null", "'1979-02-17'"))) {
      same(freeze(dates, NONE), counts);
      same(freeze(counts, NONE), dates);
    }
    Baseline mixed = freeze(csv("1955-01-01", "1969-12-31", "2014-12-31", ""), NONE);
    for (String zeros : List.of("", "000", "000000", "000000000"))
      same(mixed, json("-473385600" + zeros, "-86400" + zeros, "1419984000" + zeros, "null"));
  }

  @Test
  void fractionsAsCategories() throws Exception {
    Roles categorical = new Roles(null, null, null, null, null, List.of(), List.of("x"));
    all(
        categorical,
        csv("0.1", "0.3333333333333333", "1.1", "0.1"),
        json("0.1000000015", "0.3333333333", "1.1000000238", "0.1000000015"),
        json("0.10000000149011612", "0.33333334", "1.1", "0.10000000149011612"),
        parquet("float", "0.1", "0.3333333333333333", "1.1", "0.1"),
        parquet("double", "0.1", "0.3333333333333333", "1.1", "0.1"));
  }

  @Test
  void timesWithFractionsOfASecond() throws Exception {
    Baseline texts = freeze(csv("2021-06-01 00:00:00.123", "2021-06-01 00:00:01", "", ""), NONE);
    same(texts, json("1622505600123", "1622505601000", "null", "null"));
    same(texts, json("1622505600123000", "1622505601000000", "null", "null"));
  }

  @Test
  void timesOfDay() throws Exception {
    all(
        NONE,
        csv("10:30:00", "11:00:00.5", "", "10:30:00.000000000"),
        json("\"10:30:00\"", "\"11:00:00.500000\"", "null", "\"10:30:00.000\""),
        parquet("time", "'10:30:00'", "'11:00:00.5'", "null", "'10:30:00'"));
  }

  @Test
  void texts() throws Exception {
    all(
        NONE,
        csv("a", "é", "", "a"),
        csv("a", "é", "None", "a"),
        json("\"a\"", "\"\\u00e9\"", "null", "\"a\""),
        parquet("varchar", "'a'", "'é'", "null", "'a'"),
        parquet("varchar", "'a'", "'é'", "''", "'a'"),
        parquet("blob", "'a'", "encode('é')", "null", "'a'"),
        parquet("enum('a', 'é')", "'a'", "'é'", "null", "'a'"));
  }

  @ParameterizedTest
  @CsvSource({"250, ' '", "257, ' '", "2000, '\u3000'"})
  void textsNumbersAndTimesAmongManyBlanks(int blanks, String blank) throws Exception {
    String many = blank.repeat(blanks);
    String digits = "1".repeat(60);
    same(many + "a", many + "NA", "a" + many + "x", "NA" + many + "x", many + digits + " x", many);
    same(many + "1", many + "2" + many, "null" + many, many + digits, digits + many);
    same(many + "1", "1" + many + "x", "1" + many + "2", digits + digits + many, many + "é x");
    same(many + "2021-06-01", many + "2021-06-02" + many, "NaT" + many, many);
  }

  /** The same texts in each format. */
  private void same(String... texts) throws Exception {
    String[] quoted = Arrays.stream(texts).map(text -> "'" + text + "'").toArray(String[]::new);
    String[] json =
        Arrays.stream(texts)
            .map(text -> '"' + text.replace("\u001f", "\\u001f") + '"')
            .toArray(String[]::new);
    Roles categorical = new Roles(null, null, null, null, null, NO, List.of("x", "r"));
    all(categorical, csv(texts), json(json), parquet("varchar", quoted));
    List<Body> bodies = List.of(csv(texts), json(json), parquet("varchar", quoted));
    List<Object> kinds = new ArrayList<>();
    for (Body body : bodies) kinds.add(outcome(body));
    assertThat(kinds).as(String.join("|", texts)).containsOnly(kinds.get(0));
  }

  /** The digest of the baseline, or why there is none. */
  private static String outcome(Body body) {
    try {
      return freeze(body, NONE).digest();
    } catch (Refused refused) {
      return String.valueOf(refused.getMessage());
    }
  }

  @Test
  void columnsThatDifferByCaseAreTwoInEachFormat() throws Exception {
    Path file = folder.resolve("case.parquet");
    duckdb(
        "copy (select n as c, n * 2 as d from range(4) as t(n)) to '"
            + file
            + "' (format parquet)");
    byte[] bytes = Files.readAllBytes(file);
    // DuckDB does not write a name twice, so the file is changed where it says the name
    Body renamed = new Body(RowDialect.of(RowFormat.PARQUET), rename(bytes, 'd', 'C'));
    Body rows =
        new Body(
            RowDialect.of(RowFormat.CSV),
            "c,C\n0,0\n1,2\n2,4\n3,6\n".getBytes(StandardCharsets.UTF_8));
    Baseline baseline = freeze(rows, NONE);
    assertThat(freeze(renamed, NONE).digest()).isEqualTo(baseline.digest());
    same(baseline, renamed);
    Body twice = new Body(RowDialect.of(RowFormat.PARQUET), rename(bytes, 'd', 'c'));
    assertThatThrownBy(() -> freeze(twice, NONE))
        .hasMessageContaining("The column 'c' is there twice.");
  }

  private static byte[] rename(byte[] parquet, char from, char to) {
    byte[] renamed = parquet.clone();
    for (int i = 1; i < renamed.length - 1; i++)
      if (renamed[i - 1] == 1 && renamed[i] == from) renamed[i] = (byte) to; // a length, a name
    return renamed;
  }

  /** Each body as the baseline of each other one. */
  private void all(Roles roles, Body... bodies) {
    for (Body of : bodies) {
      Baseline baseline = freeze(of, roles);
      assertThat(baseline.features().get(0).cells().kind())
          .isEqualTo(freeze(bodies[0], roles).features().get(0).cells().kind());
      for (Body body : bodies) same(baseline, body);
    }
  }

  private static void same(Baseline baseline, Body body) {
    RowTimes times = RowTimes.at(NOW, NOW);
    HourlyProfiles.Limits limits = HourlyProfiles.Limits.withDisk(0);
    try (BatchCounter counter =
            BatchCounter.count(
                TestReader.READER,
                baseline,
                body.dialect(),
                new ByteArrayInputStream(body.bytes()),
                times,
                limits);
        RowCounter.Counted counted = counter.counted("")) {
      assertThat(counted.rejected()).extracting(BatchReport.Rejected::detail).isEmpty();
      ProfileSum sum = baseline.emptyProfile();
      for (HourlyCounts.Hour hour : counted.hours()) ProfileBytes.addTo(sum, hour.counts());
      for (int i = 0; i < baseline.features().size(); i++) {
        assertThat(sum.profile().columns().get(i).counts())
            .as(
                "%s as %s against %s",
                new String(body.bytes(), StandardCharsets.UTF_8).replaceAll("[^ -~\n]+", "?"),
                body.dialect().format(),
                baseline.features().get(i).cells().kind())
            .isEqualTo(baseline.features().get(i).counts().counts());
        assertThat(sum.profile().columns().get(i).moments().below()).isZero();
        assertThat(sum.profile().columns().get(i).moments().above()).isZero();
      }
    }
  }

  private static Baseline freeze(Body body, Roles roles) {
    return BaselineFreezer.freeze(
            TestReader.READER, body.dialect(), new ByteArrayInputStream(body.bytes()), roles)
        .baseline();
  }

  private static Body csv(String... values) {
    return new Body(
        RowDialect.of(RowFormat.CSV),
        ("x,r\n" + String.join(",0\n", values) + ",0\n").getBytes(StandardCharsets.UTF_8));
  }

  private static Body json(String... values) {
    return new Body(
        RowDialect.of(RowFormat.NDJSON),
        ("{\"x\":" + String.join(",\"r\":0}\n{\"x\":", values) + ",\"r\":0}")
            .getBytes(StandardCharsets.UTF_8));
  }

  private Body parquet(String type, String... values) throws Exception {
    Path file = Files.createTempFile(folder, "rows", ".parquet");
    List<String> cast = new ArrayList<>();
    for (String value : values) cast.add("(" + value + "::" + type + ", 0)");
    duckdb(
        "copy (select * from (values "
            + String.join(", ", cast)
            + ") as t(x, r)) to '"
            + file
            + "' (format parquet)");
    return new Body(RowDialect.of(RowFormat.PARQUET), Files.readAllBytes(file));
  }

  private static void duckdb(String sql) throws Exception {
    try (var duckdb = DriverManager.getConnection("jdbc:duckdb:");
        var statement = duckdb.createStatement()) {
      statement.execute("set TimeZone = 'UTC'");
      statement.execute(sql);
    }
  }
}
