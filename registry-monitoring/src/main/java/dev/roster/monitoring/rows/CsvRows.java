package dev.roster.monitoring.rows;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.roster.core.problem.Refused;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Reads CSV (RFC 4180) in UTF-8 whose first line is the header. An empty text is a missing value.
 */
final class CsvRows {
  private static final int BOM = 0xfeff;

  private CsvRows() {}

  static void read(InputStream body, RowSink sink) throws IOException {
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    BufferedReader text = new BufferedReader(new InputStreamReader(body, decoder));
    long row = 0;
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .allowExtraFields(false)
            .allowMissingFields(false)
            .allowExtraCharsAfterClosingQuote(false)
            .detectBomHeader(false)
            .ofCsvRecord(withoutBom(text))) {
      Iterator<CsvRecord> records = csv.iterator();
      if (!records.hasNext()) throw Rows.malformed("The body is empty; CSV begins with a header.");
      int[] columns = columns(records.next().getFields(), sink);
      while (records.hasNext()) {
        CsvRecord values = records.next();
        for (int i = 0; i < columns.length; i++) {
          if (columns[i] == RowSink.UNWANTED) continue;
          String value = values.getField(i);
          if (value.isEmpty()) sink.missing(columns[i]);
          else sink.text(columns[i], value);
        }
        sink.endRow(++row);
      }
    } catch (CsvParseException unreadable) {
      throw unreadable(row + 1, unreadable);
    } catch (CharacterCodingException notUtf8) {
      throw Rows.malformed("The body is not UTF-8.");
    } catch (UncheckedIOException broken) {
      if (broken.getCause() instanceof CharacterCodingException)
        throw Rows.malformed("The body is not UTF-8 after row " + row + ".");
      throw broken.getCause();
    }
  }

  /** Before a quote, it would make the quote part of the column's name. */
  private static Reader withoutBom(BufferedReader text) throws IOException {
    text.mark(1);
    if (text.read() != BOM) text.reset();
    return text;
  }

  private static RuntimeException unreadable(long row, CsvParseException cause) {
    if (cause.getCause() instanceof Refused tooLarge) return tooLarge;
    if (cause.getCause() instanceof CharacterCodingException)
      return Rows.malformed("The body is not UTF-8 at row " + row + ".");
    return Rows.malformed(
        "Row "
            + row
            + " is not CSV with as many fields as the header, separated by commas and quoted by \".");
  }

  private static int[] columns(List<String> header, RowSink sink) {
    Set<String> seen = new HashSet<>();
    int[] columns = new int[header.size()];
    for (int i = 0; i < columns.length; i++) {
      String name = header.get(i);
      if (!seen.add(name)) throw Rows.malformed("The header has the column '" + name + "' twice.");
      columns[i] = sink.column(name);
    }
    return columns;
  }
}
