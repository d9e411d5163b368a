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
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a value of the field's type. */
final class ValueParser {
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern INSTANT =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?(?:[Zz]|[+-]\\d{2}:\\d{2})");
  private static final Pattern OFFSET = Pattern.compile("([+-])\\s*(\\d{1,9})([smhdw])");
  private static final Set<String> NOT_FINITE = Set.of("NaN", "Infinity", "-Infinity");
  private static final double MAX_WHOLE = 9_007_199_254_740_992d;
  private static final Duration MAX_OFFSET = Duration.ofDays(36_525);

  private final LexemeReader lexemes;
  private final FieldRef field;

  ValueParser(LexemeReader lexemes, FieldRef field) {
    this.lexemes = lexemes;
    this.field = field;
  }

  /**
   * @param ordered whether the operator compares by size, which a text does not allow
   */
  Value value(boolean ordered) {
    Lexeme lexeme = lexemes.peek();
    if (!lexeme.isText()) throw lexemes.expected(wanted());
    lexemes.take();
    if (lexeme.oddStar() >= 0)
      throw lexemes.wrongAt(
          lexeme.oddStar(),
          "* is allowed only as the first or last character of a value; for a literal star write \\* in quotes");
    return switch (field.field().type()) {
      case TEXT -> text(lexeme);
      case WORD -> word(lexeme);
      case NUMBER ->
          NOT_FINITE.contains(lexeme.text())
              ? notFinite(lexeme, ordered)
              : new Value.Number(number(lexeme));
      case WHOLE -> whole(lexeme);
      case BOOLEAN -> bool(lexeme);
      case TIME -> time(lexeme);
      case ANY -> any(lexeme, ordered);
    };
  }

  private static Value text(Lexeme lexeme) {
    return lexeme.hasStar()
        ? new Value.Like(lexeme.value(), lexeme.openStart(), lexeme.openEnd())
        : new Value.Text(lexeme.value());
  }

  private Value word(Lexeme lexeme) {
    if (lexeme.hasStar() || !field.field().words().contains(lexeme.value())) {
      String near =
          Spelling.nearest(field.field().words(), lexeme.value())
              .map(w -> " (did you mean " + w + "?)")
              .orElse("");
      throw lexemes.wrong(
          lexeme,
          "expected one of %s, not %s%s"
              .formatted(String.join(", ", field.field().words()), lexeme.shown(), near));
    }
    return new Value.Text(lexeme.value());
  }

  private static boolean isNumber(Lexeme lexeme) {
    return lexeme.kind() == Lexeme.Kind.WORD && NUMBER.matcher(lexeme.text()).matches();
  }

  private double number(Lexeme lexeme) {
    if (!isNumber(lexeme)) throw not(lexeme);
    double number = Double.parseDouble(lexeme.text());
    if (!Double.isFinite(number)) throw lexemes.wrong(lexeme, "the number is out of range");
    return number;
  }

  private Value notFinite(Lexeme lexeme, boolean ordered) {
    if (ordered)
      throw lexemes.wrong(
          lexeme,
          "expected a number; %s has no order and takes only = != and in".formatted(lexeme.text()));
    return new Value.NotFinite(lexeme.text());
  }

  private Value whole(Lexeme lexeme) {
    double number = number(lexeme);
    if (number != Math.rint(number) || Math.abs(number) > MAX_WHOLE) throw not(lexeme);
    return new Value.Whole((long) number);
  }

  private Value bool(Lexeme lexeme) {
    if (lexeme.isKeyword("true") || lexeme.isKeyword("false"))
      return new Value.Bool(lexeme.isKeyword("true"));
    throw not(lexeme);
  }

  private Value any(Lexeme lexeme, boolean ordered) {
    if (isNumber(lexeme)) return new Value.Number(number(lexeme));
    if (ordered)
      throw lexemes.wrong(
          lexeme, "expected a number; texts have no order and take only = != in and :");
    boolean isBoolean =
        lexeme.kind() == Lexeme.Kind.WORD
            && (lexeme.text().equals("true") || lexeme.text().equals("false"));
    return isBoolean ? bool(lexeme) : text(lexeme);
  }

  private Value time(Lexeme lexeme) {
    String text = lexeme.text();
    if (text.length() >= 3 && text.substring(0, 3).equalsIgnoreCase("now"))
      return relative(lexeme, text.substring(3).strip());
    try {
      Instant at;
      if (DATE.matcher(text).matches())
        at = LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
      else if (INSTANT.matcher(text).matches())
        at = OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant();
      else throw not(lexeme);
      if (text.startsWith("0000")) throw not(lexeme);
      return new Value.Time(at.truncatedTo(ChronoUnit.MICROS));
    } catch (DateTimeException impossible) { // such as the 31st of February
      throw not(lexeme);
    }
  }

  /** {@code now}, {@code now - 7d}, {@code now-7d}: the lexer may have split it anywhere. */
  private Value relative(Lexeme lexeme, String first) {
    String rest = first;
    boolean open = lexeme.kind() == Lexeme.Kind.WORD;
    if (open && rest.isEmpty()) {
      if (lexemes.takeIf("+")) rest = "+";
      else if (lexemes.peek().kind() == Lexeme.Kind.WORD && lexemes.peek().text().startsWith("-"))
        rest = lexemes.take().text();
    }
    if (open && (rest.equals("-") || rest.equals("+")) && lexemes.peek().kind() == Lexeme.Kind.WORD)
      rest += lexemes.take().text();
    if (rest.isEmpty()) return new Value.Relative(Duration.ZERO);
    Matcher offset = OFFSET.matcher(rest);
    if (!offset.matches())
      throw lexemes.wrong(lexeme, "expected now - 7d, with a whole number of s, m, h, d or w");
    long amount = Long.parseLong(offset.group(2));
    Duration span =
        switch (offset.group(3).charAt(0)) {
          case 's' -> Duration.ofSeconds(amount);
          case 'm' -> Duration.ofMinutes(amount);
          case 'h' -> Duration.ofHours(amount);
          case 'd' -> Duration.ofDays(amount);
          default -> Duration.ofDays(7 * amount);
        };
    if (span.compareTo(MAX_OFFSET) > 0)
      throw lexemes.wrong(lexeme, "expected at most 100 years from now");
    return new Value.Relative(offset.group(1).equals("-") ? span.negated() : span);
  }

  private Refused not(Lexeme lexeme) {
    return lexemes.wrong(lexeme, "expected " + wanted() + ", not " + lexeme.shown());
  }

  private String wanted() {
    return field.field().type() == Field.Type.WORD
        ? "one of " + String.join(", ", field.field().words())
        : field.field().type().words() + " for " + field;
  }
}
