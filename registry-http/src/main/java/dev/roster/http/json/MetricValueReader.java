package dev.roster.http.json;

import dev.roster.core.problem.Refused;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Reads a number, or the name of a double that is not finite. No other text is a number. */
final class MetricValueReader extends StdScalarDeserializer<Double> {
  private static final Set<String> NAMES = Set.of("NaN", "Infinity", "-Infinity");

  MetricValueReader() {
    super(Double.class);
  }

  @Override
  public Double deserialize(JsonParser parser, DeserializationContext context) {
    JsonToken token = parser.currentToken();
    if (token.isNumeric()) return parser.getDoubleValue();
    if (token == JsonToken.VALUE_STRING && NAMES.contains(parser.getString()))
      return Double.valueOf(parser.getString());
    throw Refused.invalid(
        JsonPlace.of(parser),
        "must be a number, or one of the texts \"NaN\", \"Infinity\", \"-Infinity\"",
        token.isScalarValue() ? parser.getString() : token.asString());
  }
}
