package dev.roster.http.json;

import dev.roster.core.problem.FieldPath;
import dev.roster.core.problem.Refused;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Instants in text: ISO-8601 with a zone, of the years 1 to 9999. */
public final class Times {
  private static final Pattern FORM =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?(Z|[+-]\\d{2}:\\d{2})");
  private static final String INSTANT_FORM = "an ISO-8601 instant such as 2026-01-05T09:00:00Z";

  private Times() {}

  /**
   * @param field the field that has the text
   */
  public static Instant parse(String text, FieldPath field) {
    if (!FORM.matcher(text).matches())
      throw Refused.invalid(field, "must be " + INSTANT_FORM, text);
    try {
      Instant instant =
          OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME).toInstant();
      if (text.startsWith("0000"))
        throw Refused.invalid(field, "must not be before the year 1", text);
      return instant;
    } catch (DateTimeException impossible) {
      throw Refused.invalid(field, "must be " + INSTANT_FORM, text);
    }
  }

  static final class Reader extends StdScalarDeserializer<Instant> {
    Reader() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) {
      if (parser.currentToken() != JsonToken.VALUE_STRING)
        return (Instant) context.handleUnexpectedToken(Instant.class, parser);
      return parse(parser.getString(), JsonPlace.of(parser));
    }
  }
}
