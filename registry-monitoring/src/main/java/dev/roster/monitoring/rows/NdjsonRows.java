package dev.roster.monitoring.rows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * One JSON object a line. {@link BoundedJson} keeps what is too long or too deep within the limits
 * of the parser, so that it costs a value or a row and not the whole body.
 */
final class NdjsonRows {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(BoundedJson.MAX_DEPTH)
                  .maxNameLength(BoundedJson.MAX_TEXT)
                  .maxStringLength(BoundedJson.MAX_TEXT)
                  .build())
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS) // Python's json module writes NaN
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES) // which keeps them
          .build();

  private final JsonParser json;
  private final RowSink sink;
  private final Map<String, Column> columns = new HashMap<>();
  private long row;

  private NdjsonRows(JsonParser json, RowSink sink) {
    this.json = json;
    this.sink = sink;
  }

  private static final class Column {
    private final int index;
    private long lastRow;

    private Column(int index) {
      this.index = index;
    }
  }

  static void read(InputStream body, RowSink sink) throws IOException {
    NdjsonRows rows = null;
    try (JsonParser json =
        JSON.createParser(ObjectReadContext.empty(), Utf8.text(new BoundedJson(body)))) {
      rows = new NdjsonRows(json, sink);
      rows.read();
    } catch (CharacterCodingException notUtf8) {
      throw Utf8.refusal(0);
    } catch (JacksonIOException broken) {
      if (broken.getCause() instanceof CharacterCodingException)
        throw Utf8.refusal(Objects.requireNonNull(rows).row);
      throw broken.getCause();
    } catch (JacksonException unreadable) {
      TokenStreamLocation at = unreadable.getLocation();
      throw Rows.malformed(
          "Row %d is not JSON%s."
              .formatted(rows == null ? 1 : rows.row + 1, at == null ? "" : " at " + place(at)));
    }
  }

  private static String place(TokenStreamLocation at) {
    return "line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  private void read() {
    for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
      if (token != JsonToken.START_OBJECT)
        throw Rows.malformed(
            "Row "
                + (row + 1)
                + " is not a JSON object. Send one object per line, as pandas writes them with"
                + " to_json(orient='records', lines=True).");
      String fault = null;
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        if (fault == null) fault = property(json.currentName());
        else json.nextToken();
        json.skipChildren();
      }
      row++;
      if (fault == null) sink.endRow(row);
      else sink.badRow(row, fault);
    }
  }

  /** Reads a property. Returns why the row cannot be read; null if it can. */
  private @Nullable String property(String name) {
    Column column = columns.get(name);
    if (column == null) {
      String fault = ColumnNames.fault(name);
      if (fault != null) {
        json.nextToken();
        return "has a column that " + fault;
      }
      column = new Column(sink.column(name));
      columns.put(name, column);
    }
    JsonToken token = json.nextToken();
    if (column.lastRow == row + 1) return "has the column " + Quoted.of(name) + " twice";
    column.lastRow = row + 1;
    if (column.index != RowSink.UNWANTED) value(token, column.index);
    return null;
  }

  private void value(JsonToken token, int column) {
    switch (token) {
      case VALUE_NULL -> sink.missing(column);
      case VALUE_TRUE -> sink.text(column, "true");
      case VALUE_FALSE -> sink.text(column, "false");
      case START_OBJECT, START_ARRAY -> sink.unreadable(column, RowSink.NESTED);
      case VALUE_STRING -> TextValue.give(json.getString(), column, sink);
      default -> {
        String number = json.getString();
        if (number.equals("NaN")) sink.missing(column);
        else if (!Numbers.isTooLong(number)) sink.text(column, number);
        else sink.unreadable(column, Quoted.of(number) + " " + Numbers.TOO_LONG);
      }
    }
  }
}
