package dev.roster.app.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.app.settings.StartRefused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The NDJSON of an export, which is read line by line. */
public final class ExportFile {
  static final int MAX_LINE_BYTES = 16 << 20;

  private static final String CSV = "seq,at,";

  private final InputStream in;
  private final Consumer<Fault> faults;
  private final SubjectNames names = new SubjectNames();
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int filled;
  private boolean isCut;

  /**
   * @param faults receives what is wrong with the names of actors
   */
  public ExportFile(InputStream in, Consumer<Fault> faults) {
    this.in = in;
    this.faults = faults;
  }

  /**
   * @throws StartRefused if the file has no line, or is the export as CSV
   */
  public void readTo(LogCheck log) throws IOException {
    byte[] line = line();
    if (line == null) throw refused("is empty");
    if (new String(line, UTF_8).startsWith(CSV)) throw refused("is CSV, which has no leaves");
    for (; line != null; line = line()) entry(line, log);
    names.compare(faults);
  }

  private static StartRefused refused(String why) {
    return new StartRefused(
        "The export " + why + ".", "Give the answer of GET /api/v1/audit/export?format=ndjson.");
  }

  private void entry(byte[] line, LogCheck log) {
    if (isCut) {
      log.add(
          ExportedEntry.unreadable("the line has more than " + MAX_LINE_BYTES + " bytes").entry());
      return;
    }
    ExportedEntry.Checked checked = ExportedEntry.check(line);
    log.add(checked.entry());
    Long seq = checked.entry().seq();
    if (seq != null && checked.subject() != null && checked.actor() != null)
      names.add(seq, checked.subject(), checked.actor());
  }

  /** The next line without its end, cut at its largest length; null after the last. */
  private byte @Nullable [] line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(1_024);
    isCut = false;
    if (!fill()) return null;
    boolean isEnded = false;
    while (!isEnded && fill()) {
      int from = at;
      while (at < filled && buffer[at] != '\n') at++;
      isEnded = at < filled;
      isCut |= line.size() + at - from > MAX_LINE_BYTES;
      if (!isCut) line.write(buffer, from, at - from);
      if (isEnded) at++;
    }
    return line.toByteArray();
  }

  /** Makes sure that there is a byte to take. False at the end of the file. */
  private boolean fill() throws IOException {
    if (at < filled) return true;
    at = 0;
    filled = in.read(buffer);
    return filled > 0;
  }
}
