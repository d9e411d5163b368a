package dev.roster.http.json;

import dev.roster.core.problem.Refused;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * Checks a document before it is bound to a type. It refuses what types would let through: numbers
 * that a double cannot hold, and characters that cannot be stored.
 */
final class JsonScan {
  private static final long MAX_EXACT = 1L << 53;
  private static final int MAX_DIGITS_OF_A_DOUBLE = 17;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
  private static final Set<String> FACETS = Set.of("facets", "inputFacets", "outputFacets");
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(JsonLimits.CONSTRAINTS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private JsonScan() {}

  /**
   * @param foreignFacets whether numbers within {@link ForeignFacets} are left unchecked
   * @param doubles the names of {@link DoubleMembers}
   */
  static void check(byte[] document, boolean foreignFacets, Set<String> doubles) {
    if (startsWithMark(document))
      throw JsonFault.malformed(JsonPlace.WHOLE, "begins with a byte order mark");
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), decoded(document))) {
      try {
        walk(parser, foreignFacets, doubles);
      } catch (JacksonIOException notUtf8) {
        throw JsonFault.malformed(JsonPlace.WHOLE, "is not UTF-8");
      } catch (JacksonException malformed) {
        Refused refused = JsonFault.of(malformed);
        throw JsonFault.malformed(JsonPlace.of(parser), refused.faults().get(0).detail());
      }
    }
  }

  private static void walk(JsonParser parser, boolean foreignFacets, Set<String> doubles) {
    int depth = 0;
    boolean ended = false;
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      if (ended)
        throw JsonFault.malformed(JsonPlace.WHOLE, "goes on after the end of the document");
      switch (token) {
        case START_OBJECT, START_ARRAY -> depth++;
        case END_OBJECT, END_ARRAY -> depth--;
        case PROPERTY_NAME -> text(parser, parser.currentName());
        case VALUE_STRING -> text(parser, parser.getString());
        case VALUE_NUMBER_INT -> {
          boolean isTaken = isExact(parser) || foreignFacets && isFacet(parser);
          boolean isDouble = doubles.contains(String.valueOf(parser.currentName()));
          if (!isTaken && isDouble) largeDouble(parser);
          else if (!isTaken) throw inexact(parser);
        }
        case VALUE_NUMBER_FLOAT -> fraction(parser);
        default -> {} // true, false, null
      }
      ended = depth == 0;
    }
  }

  private static boolean isExact(JsonParser parser) {
    return switch (parser.getNumberType()) {
      case INT -> true;
      case LONG -> Math.abs(parser.getLongValue()) <= MAX_EXACT;
      default -> false;
    };
  }

  /** Lets through what a program that writes doubles may have written for one. */
  private static void largeDouble(JsonParser parser) {
    BigDecimal digits = new BigDecimal(parser.getString());
    double value = digits.doubleValue();
    BigDecimal exact = new BigDecimal(value);
    int precision = digits.stripTrailingZeros().precision();
    if (exact.compareTo(digits) == 0
        || precision <= MAX_DIGITS_OF_A_DOUBLE
            && exact.round(new MathContext(precision)).compareTo(digits) == 0) return;
    double below = exact.compareTo(digits) < 0 ? value : Math.nextDown(value);
    throw Refused.invalid(
        JsonPlace.of(parser),
        "must be a number that a double holds, such as the nearest ones, %s and %s"
            .formatted(plain(below), plain(Math.nextUp(below))),
        parser.getString());
  }

  private static String plain(double whole) {
    return new BigDecimal(whole).toPlainString();
  }

  private static boolean isFacet(JsonParser parser) {
    for (TokenStreamContext at = parser.streamReadContext(); at != null; at = at.getParent())
      if (at.currentName() != null && FACETS.contains(at.currentName())) return true;
    return false;
  }

  private static Refused inexact(JsonParser parser) {
    return Refused.invalid(
        JsonPlace.of(parser),
        "must be a whole number from -9007199254740992 to 9007199254740992, as many programs round"
            + " larger ones; send a larger one as a text if the field takes texts",
        parser.getString());
  }

  private static void fraction(JsonParser parser) {
    if (!Double.isFinite(Double.parseDouble(parser.getString())))
      throw Refused.invalid(
          JsonPlace.of(parser), "must be a number that a double can hold", parser.getString());
  }

  private static void text(JsonParser parser, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) throw Refused.invalid(JsonPlace.of(parser), "contains the character U+0000");
      if (!Character.isSurrogate(c)) continue;
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (!pair) throw Refused.invalid(JsonPlace.of(parser), "contains half of a surrogate pair");
      i++;
    }
  }

  private static boolean startsWithMark(byte[] document) {
    int length = BYTE_ORDER_MARK.length;
    return document.length >= length
        && Arrays.equals(document, 0, length, BYTE_ORDER_MARK, 0, length);
  }

  /** Decodes piece by piece, so that the text is never in memory as a whole. */
  private static Reader decoded(byte[] document) {
    return new InputStreamReader(
        new ByteArrayInputStream(document),
        StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT));
  }
}
