package dev.roster.core.card;

import java.util.Locale;

/** How much a model can harm people. A higher class asks for more of a card. */
public enum RiskClass {
  MINIMAL,
  LIMITED,
  HIGH;

  boolean isAtLeast(RiskClass other) {
    return compareTo(other) >= 0;
  }

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static RiskClass ofWire(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
