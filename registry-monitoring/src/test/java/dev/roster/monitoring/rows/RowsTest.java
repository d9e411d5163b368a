package dev.roster.monitoring.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.core.monitoring.rows.RowDialect;
import dev.roster.core.monitoring.rows.RowFormat;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.drift.cells.CategoricalCells;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowsTest {
  @Test
  void csvIsReadWithItsHeaderAndQuotes() {
    assertThat(csv("\uFEFFa,b\r\n1,\"x, \"\"y\"\"\nz\"\r\n,\"\"\r\n"))
        .containsExactly("a=1", "b=x, \"y\"\nz", "end 1", "a missing", "b missing", "end 2");
  }

  @Test
  void aByteOrderMarkIsNoPartOfAQuotedName() {
    assertThat(csv("\uFEFF\"a b\",c\n1,2\n")).containsExactly("a b=1", "c=2", "end 1");
  }

  @ParameterizedTest
  @EnumSource(RowFormat.class)
  void dos03TooManyBytesAreRefusedAsTooMany(RowFormat format) {
    byte[] body = "{a:1}\n".repeat(20_000).getBytes(StandardCharsets.UTF_8);
    LimitedBody limited =
        new LimitedBody(new ByteArrayInputStream(body), format == RowFormat.NDJSON ? 1 : 50_000);
    assertThatThrownBy(() -> TestReader.read(RowDialect.of(format), limited, new Told()))
        .isInstanceOfSatisfying(
            Refused.class, no -> assertThat(no.code()).isEqualTo(ProblemCode.TOO_LARGE));
  }

  @Test
  void in01WhatIsShownOfAValueIsWellFormed() {
    assertThat(Quoted.of("\ud800")).isEqualTo("'?'");
    assertThat(Quoted.of("x".repeat(39) + "\ud83d\ude00")).isEqualTo("'" + "x".repeat(39) + "…'");
    assertThat(Quoted.of("x".repeat(38) + "\ud83d\ude00"))
        .isEqualTo("'" + "x".repeat(38) + "\ud83d\ude00'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a,a\n1,2\n", "a\n\"x\"y\n", "a,\n1,2\n", "a;b\n1;2\n"})
  void csvOfAnotherFormIsRefused(String body) {
    assertThatThrownBy(() -> csv(body)).isInstanceOf(Refused.class);
  }

  @Test
  void csvThatIsNotUtf8IsRefused() {
    byte[] latin = "a\nM\u00fcnchen\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> read(RowFormat.CSV, latin)).isInstanceOf(Refused.class);
  }

  @Test
  void ndjsonIsReadObjectByObject() {
    assertThat(
            ndjson(
                "{\"a\":1.50,\"b\":\"x\",\"unwanted\":{\"deep\":[1]}}\n"
                    + "{\"b\":null,\"a\":\"\"}\n{\"a\":true,\"b\":[1]}\n"))
        .containsExactly(
            "a=1.50",
            "b=x",
            "end 1",
            "b missing",
            "a missing",
            "end 2",
            "a=true",
            "b unreadable",
            "end 3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1]",
        "1",
        "{\"a\":nan}",
        "{\"a\":[1}",
        "{\"a\":1}]",
        "{\"a\":1",
        "{\"a\":1,}",
        "{\"a\":01}",
        "{a:1}"
      })
  void in01NdjsonOfAnotherFormIsRefused(String body) {
    assertThatThrownBy(() -> ndjson(body)).isInstanceOf(Refused.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {198, 200, 201, 300, 100_000})
  void dos03DeepJsonCostsItsValue(int depth) {
    for (String inner : List.of("", "1", "\"]}\\\"[\"", "{\"x\":[1,2]},3")) {
      String deep = "[".repeat(depth) + inner + "]".repeat(depth);
      assertThat(ndjson("{\"unwanted\":%1$s,\"a\":%1$s,\"b\":1}\n{\"a\":2}".formatted(deep)))
          .containsExactly("a unreadable", "b=1", "end 1", "a=2", "end 2");
    }
    String objects = "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
    assertThat(ndjson(objects + "\n{\"a\":2}"))
        .containsExactly("a unreadable", "end 1", "a=2", "end 2");
  }

  @ParameterizedTest
  @ValueSource(ints = {257, 300, 70_000, 2_000_000})
  void dos03ALongNameCostsItsRow(int length) {
    String name = "n".repeat(length);
    assertThat(ndjson("{\"b\":1,\"%s\":[1],\"a\":{\"x\":1}}\n{\"b\":2}".formatted(name)))
        .containsExactly("b=1", "bad 1", "b=2", "end 2");
    assertThat(ndjson("{\"unwanted\":{\"%s\":1},\"b\":1}".formatted(name)))
        .containsExactly("b=1", "end 1");
  }

  @Test
  void in01AColumnThatARowHasTwiceCostsTheRow() {
    assertThat(ndjson("{\"a\":1,\"a\":2}\n{\"unwanted\":{\"x\":1,\"x\":2},\"a\":3}"))
        .containsExactly("a=1", "bad 1", "a=3", "end 2");
    assertThat(ndjson("{\"unwanted\":1,\"a\":1,\"unwanted\":1}\n{\"a\":3}"))
        .containsExactly("a=1", "bad 1", "a=3", "end 2");
    assertThat(ndjson("{\"\":1,\"a\":2}\n{\"a\":3}")).containsExactly("bad 1", "a=3", "end 2");
  }

  @Test
  void theNaNThatPythonWritesIsMissing() {
    assertThat(ndjson("{\"a\":NaN,\"b\":Infinity,\"c\":-Infinity}"))
        .containsExactly("a missing", "b=Infinity", "c=-Infinity", "end 1");
  }

  @Test
  void ndjsonThatIsNotUtf8IsRefused() {
    byte[] latin = "{\"a\":1}\n{\"a\":\"M\u00fcnchen\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> read(RowFormat.NDJSON, latin))
        .isInstanceOf(Refused.class)
        .hasMessageStartingWith("The body is not UTF-8");
    assertThat(ndjson("\uFEFF{\"a\":1}")).containsExactly("a=1", "end 1");
  }

  @ParameterizedTest
  @ValueSource(ints = {65_536, 65_537, 400_000, 5_000_000})
  void dos03ALongTextCostsItsValueAndNothingElse(int length, @TempDir Path folder)
      throws Exception {
    String text = "x".repeat(length);
    List<String> expected =
        List.of(length == 65_536 ? "a=" + text : "a unreadable", "b=y", "end 1", "b=z", "end 2");
    assertThat(without(csv("a,b\n" + text + ",y\n,z\n"), "a missing")).isEqualTo(expected);
    assertThat(ndjson("{\"a\":\"" + text + "\",\"b\":\"y\"}\n{\"b\":\"z\"}")).isEqualTo(expected);
    Path file = folder.resolve("rows.parquet");
    duckdb(
        "copy (select case n when 1 then repeat('x', "
            + length
            + ") end as a, case n when 1 then 'y' else 'z' end as b from range(1, 3) as t(n))"
            + " to '"
            + file
            + "' (format parquet)");
    String begin = text.substring(0, 257); // Parquet's readers take no more of a text
    assertThat(CategoricalCells.form(begin)).isEqualTo(CategoricalCells.form(text));
    assertThat(without(read(RowFormat.PARQUET, Files.readAllBytes(file)), "a missing"))
        .isEqualTo(expected.stream().map(e -> e.equals("a=" + text) ? "a=" + begin : e).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"é", "\\u00e9", "\\\\", "\\\"", "\ud83d\ude00", "f", "\\n", "\\u0041"})
  void dos03ALongJsonTextEndsBetweenCharacters(String unit) {
    for (int more = 0; more < 12; more++)
      assertThat(ndjson("{\"a\":\"" + "x".repeat(more) + unit.repeat(400_000) + "\",\"b\":\"y\"}"))
          .containsExactly("a unreadable", "b=y", "end 1");
  }

  @Test
  void dos03ALongNumberCostsItsValue() {
    assertThat(ndjson("{\"a\":" + "1".repeat(100) + ",\"b\":" + "1".repeat(101) + "}"))
        .containsExactly("a=" + "1".repeat(100), "b unreadable", "end 1");
    String digits = "1".repeat(2_000_000);
    assertThat(
            ndjson(
                "{\"unwanted\":%1$s,\"a\":-%1$s.%1$se-%1$s,\"b\":0.%1$s,\"c\":1}\n{\"a\":12}"
                    .formatted(digits)))
        .containsExactly("a unreadable", "b unreadable", "c=1", "end 1", "a=12", "end 2");
  }

  private static List<String> without(List<String> events, String event) {
    return events.stream().filter(e -> !e.equals(event)).toList();
  }

  private static void duckdb(String sql) throws Exception {
    try (var duckdb = DriverManager.getConnection("jdbc:duckdb:");
        var statement = duckdb.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void parquetIsReadByDuckDb(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("rows.parquet");
    try (var duckdb = DriverManager.getConnection("jdbc:duckdb:");
        var statement = duckdb.createStatement()) {
      statement.execute(
          "copy (select * from (values (1.5::double, 'x', 7::bigint, timestamp '2021-06-01"
              + " 00:30:00', [1]), (null, '', 'nan'::double::float, null, null)) as t(a, b, \"odd"
              + " \"\"name\"\"\", t, nested)) to '"
              + file
              + "' (format parquet)");
    }
    assertThat(read(RowFormat.PARQUET, Files.readAllBytes(file)))
        .containsExactly(
            "a:1.5",
            "b=x",
            "odd \"name\":7.0",
            "t=2021-06-01 00:30:00",
            "nested unreadable",
            "end 1",
            "a missing",
            "b missing",
            "odd \"name\" missing",
            "t missing",
            "nested missing",
            "end 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "PAR1",
        "PAR1 no",
        "PAR1PAR1",
        "PAR1xxxxPAR1",
        "PAR1\0\0\0\0PAR1",
        "PAR1x\2\0\0\0PAR1",
        "PAR1x\1\0\0\0PAR1",
        "PAR1x\377\377\377\377PAR1",
        "PAR1x\1\0\0\0PARE",
        "a,b\n1,2\n3,4\n"
      })
  void whatIsNoParquetIsRefused(String body) {
    assertThatThrownBy(() -> read(RowFormat.PARQUET, body.getBytes(StandardCharsets.ISO_8859_1)))
        .isInstanceOfSatisfying(
            Refused.class, no -> assertThat(no.code()).isEqualTo(ProblemCode.MALFORMED_REQUEST))
        .hasMessage("The body is not a Parquet file that DuckDB can read.");
  }

  @Test
  void aBrokenPageOfParquetIsNoMatterOfMemory(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("rows.parquet");
    duckdb(
        "copy (select 'text ' || n as a from range(9000) as t(n)) to '"
            + file
            + "' (format parquet)");
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 100, 200, (byte) 0xff);
    assertThatThrownBy(() -> read(RowFormat.PARQUET, bytes))
        .isInstanceOfSatisfying(
            Refused.class, no -> assertThat(no.code()).isEqualTo(ProblemCode.MALFORMED_REQUEST));
  }

  @ParameterizedTest
  @CsvSource({
    "2021-06-01 00:00:00, 2021-06-01T00:00:00Z",
    "2021-06-01T10:30:15.25Z, 2021-06-01T10:30:15.25Z",
    "2021-06-01T10:30:15+02:00, 2021-06-01T08:30:15Z",
    "2021-06-01 10:30:15+02, 2021-06-01T08:30:15Z",
    "2021-06-01, 2021-06-01T00:00:00Z",
    "2020-02-29 23:59:59, 2020-02-29T23:59:59Z",
    "1622505600, 2021-06-01T00:00:00Z",
    "1622505600000, 2021-06-01T00:00:00Z",
    "1622505600000000, 2021-06-01T00:00:00Z",
    "1622505600000000000, 2021-06-01T00:00:00Z",
    "1.6225056E9, 2021-06-01T00:00:00Z",
    "315532800, 1980-01-01T00:00:00Z",
    "4102444799, 2099-12-31T23:59:59Z",
    "315532800000, 1980-01-01T00:00:00Z",
    "20260105, 2026-01-05T00:00:00Z",
    "20260105T1015, 2026-01-05T10:15:00Z",
    "20260105T101530Z, 2026-01-05T10:15:30Z",
    "20260105T101530+0200, 2026-01-05T08:15:30Z",
    "2021-06-01 10:30:15 UTC, 2021-06-01T10:30:15Z",
    "1622505600.5, 2021-06-01T00:00:00.5Z"
  })
  void timesAreReadWithAndWithoutAZone(String text, String instant) {
    assertThat(TimestampParser.parse(text)).isEqualTo(Instant.parse(instant));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10000-01-01T00:00:00Z",
        "+10000-01-01T00:00:00Z",
        "2021-02-29 00:00:00",
        "2021-13-01 00:00:00",
        "yesterday",
        "1e400",
        "NaN",
        "2021-06-01 24:30:00",
        "1e30",
        "0",
        "-1622505600",
        "45000", // a day of a spreadsheet
        "2026",
        "202601",
        "20261301",
        "20260230",
        "20260105.0",
        "202601051015",
        "20260105101530",
        "315532799",
        "4102444800",
        "05/01/2026"
      })
  void in01WhatIsNoTimeIsNotRead(String text) {
    assertThat(TimestampParser.parse(text)).isNull();
  }

  @Test
  void in01OnlyDecimalNumbersAreNumbers() {
    assertThat(Numbers.parse("-1.5e3")).isEqualTo(-1500);
    assertThat(Numbers.parse(" 007 ")).isEqualTo(7);
    for (String text : List.of("NaN", "Infinity", "0x10", "1d", "1_000", "", "-", "1.2.3", "e5"))
      assertThat(Numbers.parse(text)).as(text).isNaN();
    assertThat(Numbers.parse("1e400")).isInfinite();
  }

  private static List<String> csv(String body) {
    return read(RowFormat.CSV, body.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> ndjson(String body) {
    return read(RowFormat.NDJSON, body.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> read(RowFormat format, byte[] body) {
    Told told = new Told();
    TestReader.read(RowDialect.of(format), new ByteArrayInputStream(body), told);
    return told.events;
  }

  private static final class Told implements RowSink {
    private final List<String> names = new ArrayList<>();
    private final List<String> events = new ArrayList<>();

    @Override
    public int column(String name) {
      if (name.equals("unwanted")) return UNWANTED;
      names.add(name);
      return names.size() - 1;
    }

    @Override
    public boolean wantsText(int column) {
      return false;
    }

    @Override
    public void text(int column, String value) {
      events.add(names.get(column) + "=" + value);
    }

    @Override
    public void number(int column, double value) {
      events.add(names.get(column) + ":" + value);
    }

    @Override
    public void missing(int column) {
      events.add(names.get(column) + " missing");
    }

    @Override
    public void unreadable(int column, String detail) {
      events.add(names.get(column) + " unreadable");
    }

    @Override
    public void badRow(long row, String detail) {
      events.add("bad " + row);
    }

    @Override
    public void endRow(long row) {
      events.add("end " + row);
    }
  }
}
