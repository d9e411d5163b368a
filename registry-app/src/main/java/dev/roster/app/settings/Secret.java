package dev.roster.app.settings;

import java.util.regex.Pattern;

/** Decides which settings are never shown. */
final class Secret {
  private static final Pattern NAME = Pattern.compile(".*(password|token|secret)[^.]*");

  private static final Pattern IN_URL = Pattern.compile("(?i)((?:password|token|secret)=)[^&\\s]*");

  private Secret() {}

  static boolean is(String name) {
    return NAME.matcher(name).matches();
  }

  /** The value without the passwords that a URL may carry. */
  static String maskedIn(String value) {
    return IN_URL.matcher(value).replaceAll("$1******");
  }
}
