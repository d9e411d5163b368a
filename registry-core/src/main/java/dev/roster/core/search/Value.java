package dev.roster.core.search;

import java.time.Duration;
import java.time.Instant;

/** A value that a field is compared with. */
public sealed interface Value {
  /** Exactly this text. */
  record Text(String text) implements Value {
    @Override
    public String toString() {
      return Spelling.quoted(text);
    }
  }

  /**
   * A text with {@code *} at an end.
   *
   * @param text without the stars
   * @param openStart whether any text may come before it
   * @param openEnd whether any text may come after it; at least one of the two is true
   */
  record Like(String text, boolean openStart, boolean openEnd) implements Value {
    public Like {
      if (!openStart && !openEnd) throw new IllegalArgumentException("no star");
      if (text.isEmpty() && openEnd) { // all of these mean the same
        openStart = true;
        openEnd = false;
      }
    }

    @Override
    public String toString() {
      return '"' + (openStart ? "*" : "") + Spelling.escaped(text) + (openEnd ? "*" : "") + '"';
    }
  }

  /** A finite number. */
  record Number(double number) implements Value {
    public Number {
      if (!Double.isFinite(number)) throw new IllegalArgumentException(number + " is not finite");
      if (number == 0) number = 0; // without its sign
    }

    @Override
    public String toString() {
      return Double.toString(number);
    }
  }

  /**
   * A value of a metric that is not a finite number.
   *
   * @param name {@code NaN}, {@code Infinity} or {@code -Infinity}
   */
  record NotFinite(String name) implements Value {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A whole number up to 2^53. */
  record Whole(long number) implements Value {
    @Override
    public String toString() {
      return Long.toString(number);
    }
  }

  /** True or false. */
  record Bool(boolean isTrue) implements Value {
    @Override
    public String toString() {
      return Boolean.toString(isTrue);
    }
  }

  /** An instant, to the microsecond. */
  record Time(Instant at) implements Value {
    @Override
    public String toString() {
      return '"' + at.toString() + '"';
    }
  }

  /**
   * An instant relative to the start of the search.
   *
   * @param offset in whole seconds; negative: before it
   */
  record Relative(Duration offset) implements Value {
    @Override
    public String toString() {
      long seconds = offset.toSeconds();
      if (seconds == 0) return "now";
      return "now " + (seconds < 0 ? "- " : "+ ") + Math.abs(seconds) + "s";
    }
  }
}
