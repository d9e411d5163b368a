package dev.roster.core.problem;

import java.math.BigDecimal;

/** Writes a double as people write it: {@code 30} and not {@code 30.0}, {@code 0.0005}. */
public final class PlainNumber {
  private static final double LARGE = 1e15;
  private static final double SMALL = 1e-6;

  private PlainNumber() {}

  public static String of(double number) {
    double size = Math.abs(number);
    if (number == 0) return "0";
    if (!Double.isFinite(number) || size >= LARGE || size < SMALL) return String.valueOf(number);
    return new BigDecimal(String.valueOf(number)).stripTrailingZeros().toPlainString();
  }
}
