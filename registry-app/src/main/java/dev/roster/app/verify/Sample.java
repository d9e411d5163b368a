package dev.roster.app.verify;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many of the files are read: a number, or a share of them. */
public record Sample(double amount, boolean isPercent) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,6})?)(%?)");

  /**
   * Reads {@code 5%} or {@code 1000}.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  public static Sample parse(String text) {
    Matcher form = FORM.matcher(text);
    if (form.matches()) {
      double amount = Double.parseDouble(form.group(1));
      boolean isPercent = !form.group(2).isEmpty();
      boolean fits = isPercent ? amount <= 100 : amount == Math.rint(amount);
      if (amount > 0 && fits) return new Sample(amount, isPercent);
    }
    throw new IllegalArgumentException(
        "must be a share such as 5%, greater than 0% and at most 100%, or a whole number of files"
            + " such as 1000; was "
            + text);
  }

  /** The number of files to read, of so many; at least one, if there is one. */
  int of(int files) {
    double wanted = isPercent ? Math.ceil(files * amount / 100) : amount;
    return (int) Math.min(files, wanted);
  }
}
