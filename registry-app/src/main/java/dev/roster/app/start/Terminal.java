package dev.roster.app.start;

import java.io.Console;

/** The terminal at which a person reads the output. */
public final class Terminal {
  private Terminal() {}

  /** Whether there is one: the output may go to a file or a collector of logs instead. */
  public static boolean isThere() {
    Console console = System.console();
    if (console == null) return false;
    try { // since Java 22 there may be a console without a terminal
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException olderJava) {
      return true;
    }
  }
}
