package dev.roster.monitoring.rows;

import static java.time.format.DateTimeFormatter.ISO_LOCAL_TIME;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the categories of a column are, so that a value is the same category however its writer
 * spelled it: {@code True}, {@code true} and {@code 1}; {@code 1} and {@code 1.0}; a time with or
 * without fractions of a second, in any zone or as a count since 1970.
 */
public enum CategoryForm {
  /** Numbers without leading zeros: {@code 007} is a name that happens to have digits. */
  NUMBER {
    @Override
    @Nullable String canonicalOrNull(String text) {
      return text.length() <= MAX_NUMBER && PLAIN_NUMBER.matcher(text).matches()
          ? number(new BigDecimal(text))
          : null;
    }
  },

  BOOLEAN {
    @Override
    @Nullable String canonicalOrNull(String text) {
      switch (text.toLowerCase(Locale.ROOT)) {
        case "true":
          return "true";
        case "false":
          return "false";
        default:
          double number = Numbers.parse(text);
          return number == 1 ? "true" : number == 0 ? "false" : null;
      }
    }
  },

  TIME {
    @Override
    @Nullable String canonicalOrNull(String text) {
      Instant time = TimestampParser.parse(text);
      return time == null ? null : ofTime(time);
    }
  },

  TIME_OF_DAY {
    @Override
    @Nullable String canonicalOrNull(String text) {
      if (!TIME_OF_DAY_TEXT.matcher(text).matches()) return null;
      try {
        return LocalTime.parse(text.replaceFirst("\\+00(:?00)?$|Z$", "")).format(ISO_LOCAL_TIME);
      } catch (DateTimeException noTime) {
        return null;
      }
    }
  },

  /** Anything else. A text is only the same as itself. */
  TEXT {
    @Override
    @Nullable String canonicalOrNull(String text) {
      return text;
    }
  };

  private static final Pattern PLAIN_NUMBER =
      Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d*)?([eE][-+]?\\d{1,3})?");
  private static final Pattern TIME_OF_DAY_TEXT =
      Pattern.compile("\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(\\+00(:?00)?|Z)?");
  private static final Pattern LIKE_TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\d|\\d{8}T");
  private static final int MAX_NUMBER = 100;
  private static final int MAX_PLAIN = 30;

  /** The form that all of the texts have. */
  public static CategoryForm of(Collection<String> texts) {
    if (texts.isEmpty()) return TEXT;
    for (CategoryForm form : values()) if (form.isOfAll(texts)) return form;
    return TEXT;
  }

  /** The form of one value, whatever the others of its column are. */
  public static CategoryForm ofOne(String text) {
    String value = text.strip();
    if (value.isEmpty() || value.length() > MAX_NUMBER) return TEXT;
    char first = value.charAt(0);
    if ("tTfF".indexOf(first) >= 0) return BOOLEAN.isOf(value) ? BOOLEAN : TEXT;
    if (first != '-' && (first < '0' || first > '9')) return TEXT;
    if (NUMBER.isOf(value)) return NUMBER;
    if (TIME_OF_DAY.isOf(value)) return TIME_OF_DAY;
    return LIKE_TIME.matcher(value).lookingAt() && TIME.isOf(value) ? TIME : TEXT;
  }

  /** Whether each of the texts can be read in this form. */
  public boolean isOfAll(Collection<String> texts) {
    return texts.stream().allMatch(text -> canonicalOrNull(text.strip()) != null);
  }

  private boolean isOf(String value) {
    return canonicalOrNull(value) != null;
  }

  /** The spelling of a time, as the form {@link #TIME} has it. */
  public static String ofTime(Instant time) {
    boolean isDate = time.equals(time.truncatedTo(ChronoUnit.DAYS));
    return isDate ? time.atOffset(ZoneOffset.UTC).toLocalDate().toString() : time.toString();
  }

  /** The one spelling of a value; the text itself if it is not of this form. */
  public String canonical(String text) {
    String canonical = canonicalOrNull(this == TEXT ? text : text.strip());
    return canonical == null ? text : canonical;
  }

  abstract @Nullable String canonicalOrNull(String text);

  private static String number(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    boolean isPlain = Math.abs(stripped.scale()) <= MAX_PLAIN;
    return isPlain ? stripped.toPlainString() : stripped.toString();
  }
}
