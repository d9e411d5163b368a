package dev.roster.app.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.roster.app.audit.Fault;
import dev.roster.app.audit.LogCheck;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code audit verify} found: as text while it runs, or as one JSON document at the end. */
final class AuditReport {
  /** A log that is wrong from its begin on has one for each entry. */
  private static final int SHOWN = 1_000;

  private final PrintWriter out;
  private final boolean json;
  private final List<Fault> faults = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private long count;
  private @Nullable Long first;

  AuditReport(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Document(
      boolean sound,
      @Nullable Long firstWrongSeq,
      long faultCount,
      List<Fault> faults,
      long entries,
      @Nullable String root,
      int checkpoints,
      long covered,
      List<String> notes) {}

  void add(Fault fault) {
    count++;
    if (fault.seq() != null && (first == null || fault.seq() < first)) first = fault.seq();
    if (count > SHOWN) return;
    faults.add(fault);
    if (!json) out.println(fault);
  }

  void note(String note) {
    notes.add(note);
  }

  /** Notes how many entries the sequencer has not numbered yet. */
  void pending(long entries) {
    if (entries > 0) note(entries + " entries have no number yet, and are not in the tree.");
  }

  /** Prints the result and returns the exit status. */
  int print(LogCheck.Outcome log, int checkpoints) {
    notes(log, checkpoints);
    if (json)
      JsonResult.print(
          new Document(
              count == 0,
              first,
              count,
              faults,
              log.entries(),
              log.root(),
              checkpoints,
              log.covered(),
              notes),
          out);
    else text(log, checkpoints);
    return count == 0 ? 0 : 1;
  }

  private void notes(LogCheck.Outcome log, int checkpoints) {
    if (log.root() == null)
      note(
          "The tree was not proven, as entries are missing or unreadable: only a whole export, made"
              + " without a filter, proves it. Each entry that is there was compared with its own"
              + " leaf.");
    else if (checkpoints == 0)
      note(
          "No checkpoint was there, so this says only that the entries agree with their own leaves;"
              + " keep checkpoints elsewhere, and give them by --checkpoint.");
    else if (count == 0 && log.covered() < log.entries())
      note("No checkpoint covers the entries after " + log.covered() + " yet.");
    if (!log.strays().isEmpty())
      note(
          log.strays().size()
              + " checkpoints of the store, such as the "
              + log.strays().get(0)
              + ", are of entries that this log does not have: an older copy of the database was"
              + " restored, or the log was rewritten. To make it a fault, give it by --checkpoint.");
  }

  private void text(LogCheck.Outcome log, int checkpoints) {
    if (count > SHOWN) out.println("… and " + (count - SHOWN) + " more.");
    if (count == 0)
      out.printf(
          "Sound: %d entries, %d checkpoints. The root is %s.%n",
          log.entries(), checkpoints, log.root());
    else if (first == null) out.printf("Not sound: %d faults, in no entry.%n", count);
    else out.printf("Not sound: %d faults. The first wrong entry is seq %d.%n", count, first);
    notes.forEach(out::println);
    out.flush();
  }
}
