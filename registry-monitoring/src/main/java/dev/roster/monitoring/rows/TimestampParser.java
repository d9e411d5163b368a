package dev.roster.monitoring.rows;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses times: ISO-8601 with {@code T} or a space, with or without a zone (then UTC), a date
 * alone, or the seconds, milliseconds, microseconds or nanoseconds since 1970. A number is such a
 * count only if it gives a time from 1980 to 2099: then there is one unit that it can have. Eight
 * digits are a date as ISO-8601 writes it without hyphens.
 */
public final class TimestampParser {
  private static final DateTimeFormatter FORM =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("[ ]['T']['t']HH:mm[:ss]")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
          .optionalEnd()
          .appendPattern("[ ][XXX][XX][X]")
          .optionalEnd()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final DateTimeFormatter BASIC_FORM =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuuMMdd['T'HHmm[ss][XXX][XX][X]]")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final Pattern BASIC = Pattern.compile("\\d{8}(T.*)?");
  private static final double FIRST_SECOND = 315_532_800; // 1980-01-01T00:00:00Z
  private static final double LAST_SECOND = 4_102_444_800.0; // 2100-01-01T00:00:00Z
  private static final double MIN_SECOND = -62_135_596_800.0; // 0001-01-01T00:00:00Z
  private static final double MAX_SECOND = 253_402_300_800.0; // 10000-01-01T00:00:00Z

  private TimestampParser() {}

  /** The instant, in the years 1 to 9999; null when the text is not a time. */
  public static @Nullable Instant parse(String text) {
    String time = text.strip();
    Instant instant = quick(time);
    if (instant != null) return instant;
    try {
      double number = Numbers.parse(time);
      if (BASIC.matcher(time).matches()) instant = instant(BASIC_FORM, time);
      else instant = Double.isNaN(number) ? instant(FORM, ofUtc(time)) : ofEpoch(number, time);
    } catch (DateTimeException noTime) {
      return null;
    }
    int year = instant.atOffset(ZoneOffset.UTC).getYear();
    return year >= 1 && year <= 9999 ? instant : null;
  }

  private static Instant instant(DateTimeFormatter form, String time) {
    TemporalAccessor read =
        form.parseBest(
            time.replace('z', 'Z'), OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
    if (read instanceof OffsetDateTime zoned) return zoned.toInstant();
    if (read instanceof LocalDateTime local) return local.toInstant(ZoneOffset.UTC);
    return ((LocalDate) read).atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  /** Some databases write the zone of a time as {@code UTC}. */
  private static String ofUtc(String time) {
    return time.endsWith(" UTC") ? time.substring(0, time.length() - 4) + "Z" : time;
  }

  private static Instant ofEpoch(double number, String text) {
    double seconds = number;
    for (int power = 0; power <= 9; power += 3) {
      if (seconds >= FIRST_SECOND && seconds < LAST_SECOND)
        return ofSeconds(new BigDecimal(text).movePointLeft(power));
      seconds /= 1000;
    }
    throw new DateTimeException("no unit gives a time from 1980 to 2099");
  }

  private static Instant ofSeconds(BigDecimal seconds) {
    BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
    return Instant.ofEpochSecond(
        whole.longValueExact(), seconds.subtract(whole).movePointRight(9).longValue());
  }

  /**
   * What a number can mean that counts since 1970, if it is known to be a time: the times by
   * milliseconds, seconds, microseconds and nanoseconds, as far as they are in the years 1 to 9999.
   */
  public static List<Instant> ofCount(String text) {
    double number = Numbers.parse(text);
    List<Instant> times = new ArrayList<>();
    for (int power : new int[] {3, 0, 6, 9}) {
      double seconds = number / Math.pow(10, power);
      if (seconds >= MIN_SECOND && seconds < MAX_SECOND)
        times.add(ofSeconds(new BigDecimal(text.strip()).movePointLeft(power)));
    }
    return times;
  }

  /** The number of ticks from 1970 to a time. */
  public static BigDecimal count(Instant time, long ticksPerSecond) {
    return BigDecimal.valueOf(time.getEpochSecond())
        .add(BigDecimal.valueOf(time.getNano(), 9))
        .multiply(BigDecimal.valueOf(ticksPerSecond))
        .setScale(0, RoundingMode.FLOOR);
  }

  /**
   * How many ticks a second has if both numbers count ticks since 1970; 0 if they do not. That is
   * by the rule of {@link #parse} if they are from 1980 to 2099, or else the longest tick with
   * which they are in the years 1 to 9999.
   */
  public static long ticksPerSecond(double lowest, double highest) {
    for (long ticks = 1; ticks <= 1_000_000_000; ticks *= 1000)
      if (lowest >= FIRST_SECOND * ticks && highest < LAST_SECOND * ticks) return ticks;
    for (long ticks = 1; ticks <= 1_000_000_000; ticks *= 1000)
      if (lowest >= MIN_SECOND * ticks && highest < MAX_SECOND * ticks) return ticks;
    return 0;
  }

  /** Parses the form {@code 2021-06-01 00:00:00}, which nearly all times have. */
  private static @Nullable Instant quick(String time) {
    int length = time.length();
    if (length != 19 && !(length == 20 && time.charAt(19) == 'Z')) return null;
    if (time.charAt(4) != '-' || time.charAt(7) != '-') return null;
    if (time.charAt(10) != ' ' && time.charAt(10) != 'T') return null;
    if (time.charAt(13) != ':' || time.charAt(16) != ':') return null;
    int year = digits(time, 0, 4);
    int month = digits(time, 5, 7);
    int day = digits(time, 8, 10);
    int hour = digits(time, 11, 13);
    int minute = digits(time, 14, 16);
    int second = digits(time, 17, 19);
    if (year < 1 || month < 1 || month > 12 || day < 1) return null;
    if (day > 28 && day > YearMonth.of(year, month).lengthOfMonth()) return null;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
      return null;
    return Instant.ofEpochSecond(
        LocalDate.of(year, month, day).toEpochDay() * 86_400
            + hour * 3_600L
            + minute * 60L
            + second);
  }

  /** The number in [from, to); negative when there is something else than digits. */
  private static int digits(String time, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = time.charAt(i) - '0';
      if (digit < 0 || digit > 9) return -1;
      number = number * 10 + digit;
    }
    return number;
  }
}
