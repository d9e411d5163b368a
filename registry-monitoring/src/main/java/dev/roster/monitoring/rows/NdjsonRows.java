package dev.roster.monitoring.rows;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/** One JSON object a line. */
final class NdjsonRows {
  private static final int LONGEST_SKIPPED_NUMBER = 1 << 20;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(200)
                  .maxNameLength(256)
                  .maxStringLength(ShortenedTexts.MAX_BYTES)
                  .maxNumberLength(LONGEST_SKIPPED_NUMBER)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private NdjsonRows() {}

  static void read(InputStream body, RowSink sink) throws IOException {
    Map<String, Integer> columns = new HashMap<>();
    long row = 0;
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), new ShortenedTexts(body))) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token != JsonToken.START_OBJECT)
          throw Rows.malformed(
              "Row "
                  + (row + 1)
                  + " is not a JSON object. Send one object per line, as pandas writes them with"
                  + " to_json(orient='records', lines=True).");
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
          int column = columns.computeIfAbsent(json.currentName(), sink::column);
          token = json.nextToken();
          if (column != RowSink.UNWANTED) value(json, token, column, sink);
          else json.skipChildren();
        }
        sink.endRow(++row);
      }
    } catch (JacksonIOException broken) {
      throw broken.getCause();
    } catch (JacksonException unreadable) { // its syntax, or a limit
      TokenStreamLocation at = unreadable.getLocation();
      throw Rows.malformed(
          "Row " + (row + 1) + " is not JSON" + (at == null ? "" : " at " + place(at)) + ".");
    }
  }

  private static String place(TokenStreamLocation at) {
    return "line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  private static void value(JsonParser json, JsonToken token, int column, RowSink sink) {
    switch (token) {
      case VALUE_NULL -> sink.missing(column);
      case VALUE_TRUE -> sink.text(column, "true");
      case VALUE_FALSE -> sink.text(column, "false");
      case START_OBJECT, START_ARRAY -> {
        json.skipChildren();
        sink.unreadable(column, RowSink.NESTED);
      }
      case VALUE_STRING -> {
        String text = json.getString();
        if (TextLimit.isExceededBy(text)) sink.unreadable(column, TextLimit.FAULT);
        else if (MissingTexts.contain(text)) sink.missing(column);
        else sink.text(column, text);
      }
      default -> {
        String number = json.getString();
        if (!Numbers.isTooLong(number)) sink.text(column, number);
        else sink.unreadable(column, Quoted.of(number) + " " + Numbers.TOO_LONG);
      }
    }
  }
}
