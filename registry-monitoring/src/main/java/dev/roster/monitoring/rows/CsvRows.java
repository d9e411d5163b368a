package dev.roster.monitoring.rows;

import dev.roster.core.monitoring.rows.RowDialect;
import dev.roster.core.problem.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads CSV (RFC 4180) in UTF-8 whose first line is the header. */
final class CsvRows {
  private static final String DELIMITERS = ",;\t|";

  private final RowSink sink;
  private final RowDialect dialect;
  private final CsvRecords records;
  private List<String> header = List.of();
  private long row;

  private CsvRows(Reader text, RowDialect dialect, RowSink sink) {
    this.sink = sink;
    this.dialect = dialect;
    this.records = new CsvRecords(text, dialect.delimiter(), ColumnNames.MAX_COLUMNS + 1);
  }

  static void read(InputStream body, RowDialect dialect, RowSink sink) throws IOException {
    CsvRows rows = null;
    try {
      rows = new CsvRows(Utf8.text(body), dialect, sink);
      rows.read();
    } catch (CharacterCodingException notUtf8) {
      throw Utf8.refusal(rows == null ? 0 : rows.row);
    }
  }

  private void read() throws IOException {
    try {
      if (!records.next()) throw Rows.malformed("The body is empty; CSV begins with a header.");
      int[] columns = columns();
      while (records.next()) {
        if (records.isBlank() && header.size() > 1) continue;
        row++;
        if (row == 1) refuseDelimiterOfRow();
        if (records.size() == header.size() && !records.isTooLong()) values(columns);
        else sink.badRow(row, fault());
      }
    } catch (CsvRecords.FormException fault) {
      throw refusal(fault);
    }
  }

  private void values(int[] columns) {
    for (int i = 0; i < columns.length; i++) {
      if (columns[i] != RowSink.UNWANTED) TextValue.give(records.field(i), columns[i], sink);
    }
    sink.endRow(row);
  }

  private String fault() {
    if (records.size() == header.size()) return "has " + CsvRecords.TOO_LONG;
    return "has %d %s, and the header has %d"
        .formatted(records.size(), records.size() == 1 ? "field" : "fields", header.size());
  }

  private Refused refusal(CsvRecords.FormException fault) {
    boolean inHeader = header.isEmpty();
    String column =
        fault.field() < header.size()
            ? "column " + Quoted.of(header.get(fault.field()))
            : "field " + (fault.field() + 1);
    String place =
        "%s, %s (line %d)"
            .formatted(inHeader ? "the header" : "row " + (row + 1), column, fault.line());
    return Rows.malformed(
        fault.isUnclosed()
            ? "The quote that begins in " + place + " is never closed."
            : "There is a stray quote in %s. A field that has a quote in it is put into quotes, and the quote is doubled: \"5\"\" pipe\"."
                .formatted(place));
  }

  private int[] columns() {
    List<String> names = records.fields();
    ColumnNames.checkCount(records.size());
    if (records.isTooLong()) throw Rows.malformed("The header has " + CsvRecords.TOO_LONG + ".");
    refuseOtherDelimiter(names);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (name.isEmpty()) throw ColumnNames.unnamed(i);
      ColumnNames.check(name);
      if (!seen.add(name)) throw ColumnNames.twice(name);
    }
    int[] columns = names.stream().mapToInt(sink::column).toArray();
    header = names;
    return columns;
  }

  /** A tab is a delimiter even beside commas: no name may have one. */
  private void refuseOtherDelimiter(List<String> names) {
    for (char other : DELIMITERS.toCharArray()) {
      if (other == dialect.delimiter() || (names.size() > 1 && other != '\t')) continue;
      for (String name : names) if (name.indexOf(other) >= 0) throw otherDelimiter(other, name);
    }
  }

  /**
   * Commas may be in a name and in decimals, and so in as many places as if they separated columns.
   * But then the other delimiter is as often in the first row as in the header.
   */
  private void refuseDelimiterOfRow() {
    if (dialect.delimiter() != ',') return; // the sender says which it is
    for (char other : DELIMITERS.toCharArray()) {
      if (other == ',') continue;
      long times = times(other, header);
      if (times > 0 && times == times(other, records.fields()))
        throw otherDelimiter(
            other,
            header.stream().filter(name -> name.indexOf(other) >= 0).findFirst().orElseThrow());
    }
  }

  private static long times(char c, List<String> texts) {
    return texts.stream().flatMapToInt(String::chars).filter(each -> each == c).count();
  }

  private static Refused otherDelimiter(char other, String name) {
    String shown = other == '\t' ? "a tab" : "'" + other + "'";
    String sent = other == '\t' ? "tab" : "%%%02X".formatted((int) other);
    return Rows.malformed(
        "The header has the column %s. If %s separates the columns, add delimiter=%s to the URL%s."
            .formatted(
                Quoted.of(name),
                shown,
                sent,
                other == ',' ? "" : ", and decimal=%2C if numbers have a decimal comma"));
  }
}
