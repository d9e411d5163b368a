package dev.roster.app.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.roster.app.verify.ResumedBytes.TakenUp;
import dev.roster.storage.verify.Coverage.Amount;
import dev.roster.storage.verify.Finding;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code verify} found: as text while it runs, or as one JSON document at the end. */
final class VerifyReport {
  private static final String SOUND = "I1, I2, I3, I4, I6 and I7 hold";

  private final PrintWriter out;
  private final boolean json;
  private final List<Finding> findings = new ArrayList<>();

  VerifyReport(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
  }

  /**
   * How the bytes of files were read.
   *
   * @param read what this run has read
   * @param of the number of files of which the sample was taken; null without a sample
   * @param seed what repeats the sample
   * @param skipped what a run that was stopped had read; null if none was taken up
   * @param skippedSince when that run began
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Bytes(
      Amount read,
      @Nullable Integer of,
      @Nullable Long seed,
      @Nullable Amount skipped,
      @Nullable Instant skippedSince) {
    static Bytes all(Amount read) {
      return new Bytes(read, null, null, null, null);
    }

    static Bytes sampled(Amount read, int of, long seed) {
      return new Bytes(read, of, seed, null, null);
    }

    static Bytes takenUp(Amount read, TakenUp run) {
      return new Bytes(read, null, null, run.read(), run.begun());
    }

    private String text() {
      if (of != null)
        return "Sample: the bytes of %d of %d files were read; --seed %d repeats it."
            .formatted(read.blobs(), of, seed);
      if (skipped != null)
        return ("Taken up: %d files, %d bytes were read by the run that began at %s and was stopped,"
                + " and were not read again; --anew reads everything.")
            .formatted(skipped.blobs(), skipped.bytes(), skippedSince);
      return "";
    }
  }

  private record Document(
      boolean sound, List<Finding> findings, List<String> checked, Bytes bytes) {}

  void add(Finding finding) {
    findings.add(finding);
    if (json) return;
    out.println(finding.invariant() + "  " + finding.where() + ": " + finding.what() + ".");
    out.println("    " + finding.remedy());
    out.flush();
  }

  boolean isSound() {
    return findings.isEmpty();
  }

  void print(List<String> checked, Bytes bytes) {
    if (json) {
      JsonResult.print(new Document(isSound(), findings, checked, bytes), out);
      return;
    }
    String verdict = isSound() ? "Sound: " + SOUND : findings.size() + " violations";
    out.println(verdict + ". Looked at " + String.join(", ", checked) + ".");
    if (!bytes.text().isEmpty()) out.println(bytes.text());
    out.flush();
  }
}
