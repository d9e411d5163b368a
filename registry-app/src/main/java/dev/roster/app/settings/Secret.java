package dev.roster.app.settings;

import java.util.regex.Pattern;

/** Which settings are never shown. */
final class Secret {
  private static final Pattern NAME = Pattern.compile(".*(password|token|secret)[^.]*");

  private Secret() {}

  static boolean is(String name) {
    return NAME.matcher(name).matches();
  }
}
