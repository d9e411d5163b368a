package dev.roster.monitoring.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.core.monitoring.rows.RowDialect;
import dev.roster.core.monitoring.rows.RowFormat;
import dev.roster.core.problem.Refused;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CSV by the letter of RFC 4180. In the cases, {@code /} stands for the end of a line. */
class CsvRowsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '`',
      value = {
        "a,b/1,x/2,\"y/3,z/ @ The quote that begins in row 2, column 'b' (line 3) is never closed.",
        "a,b/1,x/2,\"y/3,z\"/\"4,x/ @ The quote that begins in row 3, column 'a' (line 5) is never"
            + " closed.",
        "a,\"b/1,x/ @ The quote that begins in the header, field 2 (line 1) is never closed.",
        "a,b/1,x\"y/ @ There is a stray quote in row 1, column 'b' (line 2).",
        "a,b/1,\"x\"y/ @ There is a stray quote in row 1, column 'b' (line 2).",
        "a,b/1, \"x\"/ @ There is a stray quote in row 1, column 'b' (line 2).",
        "a,b/1,\"x\" / @ There is a stray quote in row 1, column 'b' (line 2).",
        "a,b/1,\"y/2,\"z\"/ @ There is a stray quote in row 1, column 'b' (line 2).",
        "a,b/1,5\" pipe/ @ There is a stray quote in row 1, column 'b' (line 2).",
      })
  void aQuoteIsAroundAFieldOrDoubledInsideOfOne(String body, String detail) {
    assertThatThrownBy(() -> read(body.replace('/', '\n')))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(detail.strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '`',
      value = {
        "a,b/1,\"x,\"\"y\"\"/z\"/ @ a=1; b=x,\"y\"~z; end 1",
        "a,b/1,2 @ a=1; b=2; end 1",
        "a,b/,/ @ a missing; b missing; end 1",
        "a,b/1/2,3/4,5,6/7,8/ @ bad 1: has 1 field, and the header has 2; a=2; b=3; end 2;"
            + " bad 3: has 3 fields, and the header has 2; a=7; b=8; end 4",
        "a,b//1,2// @ a=1; b=2; end 1",
        "a/1//2/ @ a=1; end 1; a missing; end 2; a=2; end 3",
        "a,A/1,2/ @ a=1; A=2; end 1",
        "\"a;b\",c/1,2/ @ a;b=1; c=2; end 1",
        "a;b,P(x|y)/1,2/ @ a;b=1; P(x|y)=2; end 1",
        "a;b,c/x;y;z,2/ @ a;b=x;y;z; c=2; end 1",
      })
  void fieldsAreReadAsTheyAreAndNeverShifted(String body, String events) {
    assertThat(String.join("; ", read(body.replace('/', '\n'))).replace('\n', '~'))
        .isEqualTo(events);
    assertThat(String.join("; ", read(body.replace("/", "\r\n"))).replace("\r\n", "~"))
        .isEqualTo(events);
    assertThat(String.join("; ", read(body.replace('/', '\r'))).replace('\r', '~'))
        .isEqualTo(events);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '`',
      value = {
        "a;b/1;2/ @ The header has the column 'a;b'. If ';' separates the columns, add"
            + " delimiter=%3B to the URL, and decimal=%2C if numbers have a decimal comma.",
        "a|b/1|2/ @ add delimiter=%7C",
        "a\tb/1\t2/ @ If a tab separates the columns, add delimiter=tab to the URL",
        "a;b,c/1;2,5/ @ The header has the column 'a;b'. If ';' separates the columns, add"
            + " delimiter=%3B to the URL, and decimal=%2C",
        "a,EUR;b;c,EUR/1,5;x;2,5/ @ add delimiter=%3B",
        "a;b,c/1;2/ @ add delimiter=%3B",
        "a;b,c/;,/ @ add delimiter=%3B",
        "a|b,c/1|2,5/ @ add delimiter=%7C",
        "a\tb,c/1,2/ @ add delimiter=tab",
        ",a/0,1/ @ Column 1 has no name. The index that pandas writes has none: write the rows with"
            + " index=False",
        "a,,b/0,1,2/ @ Column 2 has no name.",
        "a,b,a/0,1,2/ @ The column 'a' is there twice.",
        " @ The body is empty; CSV begins with a header.",
      })
  void aHeaderThatCannotBeMeantIsRefusedWithItsRemedy(String body, String detail) {
    String text = body == null ? "" : body.replace('/', '\n').replace("\\t", "\t");
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(detail.strip());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "NA", "N/A", "n/a", "#NA", "#N/A", "<NA>", "NaN", "nan", "NaT", "NULL", "null",
        "None", " NA ", "\\N"
      })
  void theseTextsMeanMissing(String text) {
    assertThat(MissingTexts.contain(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"na", "none", "unknown", "-", "?", "0", "Namibia", "nil", "NONE", "NAN"})
  void theseTextsAreValues(String text) {
    assertThat(MissingTexts.contain(text)).isFalse();
  }

  @Test
  void theDelimiterMayBeAnother() {
    RowDialect dialect = RowDialect.of(RowFormat.CSV, ";", ",");
    assertThat(read("a;b\n1,5;\"x;y\"\n", dialect)).containsExactly("a=1,5", "b=x;y", "end 1");
    assertThat(read("a,EUR;b\n1,5;x\n", dialect)).containsExactly("a,EUR=1,5", "b=x", "end 1");
  }

  private static List<String> read(String body) {
    return read(body, RowDialect.of(RowFormat.CSV));
  }

  private static List<String> read(String body, RowDialect dialect) {
    Told told = new Told();
    TestReader.read(dialect, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), told);
    return told.events;
  }

  private static final class Told implements RowSink {
    private final List<String> names = new ArrayList<>();
    private final List<String> events = new ArrayList<>();

    @Override
    public int column(String name) {
      names.add(name);
      return names.size() - 1;
    }

    @Override
    public boolean wantsText(int column) {
      return true;
    }

    @Override
    public void text(int column, String value) {
      events.add(names.get(column) + "=" + value);
    }

    @Override
    public void number(int column, double value) {
      throw new AssertionError("CSV has no types");
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
      events.add("bad " + row + ": " + detail);
    }

    @Override
    public void endRow(long row) {
      events.add("end " + row);
    }
  }
}
