package dev.roster.app.demo;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints what the demo shows. */
public final class Screen {
  private static final int BAR = 40;
  private static final int MARKS = 4;

  private final PrintWriter out;
  private final boolean terminal;
  private int step;

  /**
   * @param terminal whether a line can be overwritten; if not, progress is shown in a few lines
   */
  public Screen(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  void step(String title) {
    say("");
    say(++step + ". " + title);
  }

  public void say(String text, Object... arguments) {
    out.println(arguments.length == 0 ? text : String.format(Locale.ROOT, text, arguments));
    out.flush();
  }

  void table(List<String> head, List<List<String>> rows) {
    List<List<String>> all = new ArrayList<>(rows);
    all.add(0, head);
    int[] widths = new int[head.size()];
    for (List<String> row : all)
      for (int i = 0; i < widths.length; i++) widths[i] = Math.max(widths[i], row.get(i).length());
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder("  ");
      for (int i = 0; i < widths.length; i++)
        line.append(String.format("%" + (i == 0 ? "-" : "") + widths[i] + "s  ", row.get(i)));
      say(line.toString().stripTrailing());
    }
  }

  /** Shows the progress of a long step. */
  void progress(int done, int of, String unit) {
    if (terminal) {
      int filled = BAR * done / of;
      String bar = "#".repeat(filled) + ".".repeat(BAR - filled);
      out.printf("\r  [%s] %d of %d %s", bar, done, of, unit);
      if (done == of) out.println();
      out.flush();
    } else if (done == of || done * MARKS / of > (done - 1) * MARKS / of) {
      say("  %d of %d %s", done, of, unit);
    }
  }

  static String number(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
