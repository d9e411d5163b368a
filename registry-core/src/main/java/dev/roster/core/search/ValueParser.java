package dev.roster.core.search;

import dev.roster.core.problem.Refused;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a value of the type that a field has. */
final class ValueParser {
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern INSTANT =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?(?:[Zz]|[+-]\\d{2}:\\d{2})");
  private static final Pattern OFFSET = Pattern.compile("([+-])\\s*(\\d{1,9})([smhdw])");
  private static final double MOST_WHOLE = 9_007_199_254_740_992d;
  private static final Duration FARTHEST = Duration.ofDays(36_525);

  private final Tokens tokens;
  private final FieldRef field;

  ValueParser(Tokens tokens, FieldRef field) {
    this.tokens = tokens;
    this.field = field;
  }

  /**
   * @param ordered whether it is compared by more or less, which a text is not
   */
  Value value(boolean ordered) {
    Token token = tokens.peek();
    if (!token.isText()) throw tokens.expected(wanted());
    tokens.take();
    if (token.oddStar() >= 0)
      throw tokens.wrongAt(
          token.oddStar(), "* stands at an end of a value only; write \\* in quotes for the star");
    return switch (field.field().type()) {
      case TEXT -> text(token);
      case WORD -> word(token);
      case NUMBER -> new Value.Number(number(token));
      case WHOLE -> whole(token);
      case BOOLEAN -> bool(token);
      case TIME -> time(token);
      case ANY -> any(token, ordered);
    };
  }

  private static Value text(Token token) {
    return token.hasStar()
        ? new Value.Like(token.value(), token.openStart(), token.openEnd())
        : new Value.Text(token.value());
  }

  private Value word(Token token) {
    if (token.hasStar() || !field.field().words().contains(token.value())) {
      String near =
          Words.nearest(field.field().words(), token.value())
              .map(w -> "; did you mean " + w + "?")
              .orElse("");
      throw tokens.wrong(
          token,
          "expected one of %s, not %s%s"
              .formatted(String.join(", ", field.field().words()), token.shown(), near));
    }
    return new Value.Text(token.value());
  }

  private static boolean isNumber(Token token) {
    return token.kind() == Token.Kind.WORD && NUMBER.matcher(token.text()).matches();
  }

  private double number(Token token) {
    if (!isNumber(token)) throw not(token);
    double number = Double.parseDouble(token.text());
    if (!Double.isFinite(number)) throw tokens.wrong(token, "the number is out of range");
    return number;
  }

  private Value whole(Token token) {
    double number = number(token);
    if (number != Math.rint(number) || Math.abs(number) > MOST_WHOLE) throw not(token);
    return new Value.Whole((long) number);
  }

  private Value bool(Token token) {
    if (token.isKeyword("true") || token.isKeyword("false"))
      return new Value.Bool(token.isKeyword("true"));
    throw not(token);
  }

  private Value any(Token token, boolean ordered) {
    if (isNumber(token)) return new Value.Number(number(token));
    if (ordered)
      throw tokens.wrong(token, "expected a number: texts have no order, so = != in and : only");
    boolean isBoolean =
        token.kind() == Token.Kind.WORD
            && (token.text().equals("true") || token.text().equals("false"));
    return isBoolean ? bool(token) : text(token);
  }

  private Value time(Token token) {
    String text = token.text();
    if (text.length() >= 3 && text.substring(0, 3).equalsIgnoreCase("now"))
      return relative(token, text.substring(3).strip());
    try {
      Instant at;
      if (DATE.matcher(text).matches())
        at = LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
      else if (INSTANT.matcher(text).matches())
        at = OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant();
      else throw not(token);
      if (text.startsWith("0000")) throw not(token);
      return new Value.Time(at.truncatedTo(ChronoUnit.MICROS));
    } catch (DateTimeException impossible) { // the 31st of February
      throw not(token);
    }
  }

  /** {@code now}, {@code now - 7d}, {@code now-7d}: the lexer may have cut it anywhere. */
  private Value relative(Token token, String first) {
    String rest = first;
    boolean open = token.kind() == Token.Kind.WORD;
    if (open && rest.isEmpty()) {
      if (tokens.takeIf("+")) rest = "+";
      else if (tokens.peek().kind() == Token.Kind.WORD && tokens.peek().text().startsWith("-"))
        rest = tokens.take().text();
    }
    if (open && (rest.equals("-") || rest.equals("+")) && tokens.peek().kind() == Token.Kind.WORD)
      rest += tokens.take().text();
    if (rest.isEmpty()) return new Value.Relative(Duration.ZERO);
    Matcher offset = OFFSET.matcher(rest);
    if (!offset.matches())
      throw tokens.wrong(token, "expected now - 7d, with a whole number of s, m, h, d or w");
    long amount = Long.parseLong(offset.group(2));
    Duration span =
        switch (offset.group(3).charAt(0)) {
          case 's' -> Duration.ofSeconds(amount);
          case 'm' -> Duration.ofMinutes(amount);
          case 'h' -> Duration.ofHours(amount);
          case 'd' -> Duration.ofDays(amount);
          default -> Duration.ofDays(7 * amount);
        };
    if (span.compareTo(FARTHEST) > 0)
      throw tokens.wrong(token, "expected at most 100 years from now");
    return new Value.Relative(offset.group(1).equals("-") ? span.negated() : span);
  }

  private Refused not(Token token) {
    return tokens.wrong(token, "expected " + wanted() + ", not " + token.shown());
  }

  private String wanted() {
    return field.field().type() == Field.Type.WORD
        ? "one of " + String.join(", ", field.field().words())
        : field.field().type().words() + " for " + field;
  }
}
