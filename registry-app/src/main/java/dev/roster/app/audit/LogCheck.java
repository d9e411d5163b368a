package dev.roster.app.audit;

import dev.roster.app.audit.KeptCheckpoint.Keeper;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Receives the entries of a log, oldest first, and compares their tree with the trusted roots. */
public final class LogCheck {
  private final TrustedRoots roots;
  private final Consumer<Fault> faults;

  /** Of the leaves themselves. */
  private final Rfc6962 computed = new Rfc6962();

  /** Of the hashes that are kept of them: what shows that only the leaf was changed. */
  private final Rfc6962 shown = new Rfc6962();

  private final List<TrustedRoots.Kept> strays = new ArrayList<>();
  private @Nullable ReadEntry waiting;
  private long last;
  private boolean isWhole = true;
  private long matching;
  private long matchingOfReader;

  /** The first root that differs. */
  private @Nullable Differing differing;

  private record Differing(long size, TrustedRoots.Kept root) {}

  public LogCheck(TrustedRoots roots, Consumer<Fault> faults) {
    this.roots = roots;
    this.faults = faults;
  }

  void add(ReadEntry next) {
    if (waiting != null) place(waiting, next.seq());
    waiting = next;
  }

  /** One entry more than its number shows whether another one is missing or only moved. */
  private void place(ReadEntry entry, @Nullable Long next) {
    long expected = last + 1;
    long seq = entry.seq() == null ? expected : entry.seq();
    for (String what : entry.faults()) fault(seq, what);
    if (seq == expected) {
      last = seq;
      grow(entry);
    } else if (next != null && next == expected + 1) {
      missing(expected, expected, ", and entry " + seq + " is in its place");
      last = expected;
    } else if (seq < expected || next != null && next == expected) {
      fault(seq, "the entry is not in its place, or there a second time: after entry " + last);
    } else {
      missing(expected, seq - 1, "");
      last = seq;
    }
  }

  private void missing(long from, long to, String more) {
    isWhole = false;
    String what =
        from == to
            ? "the entry is missing"
            : "the entries %d to %d are missing".formatted(from, to);
    fault(from, what + more);
  }

  private void grow(ReadEntry entry) {
    byte[] either = entry.computed() == null ? entry.shown() : entry.computed();
    if (either == null) isWhole = false;
    if (!isWhole) return;
    computed.add(either);
    shown.add(entry.shown() == null ? either : entry.shown());
    List<TrustedRoots.Kept> kept = roots.of(last);
    if (kept.isEmpty()) return;
    List<String> found =
        List.of(StrictBase64.encode(computed.root()), StrictBase64.encode(shown.root()));
    List<TrustedRoots.Kept> others =
        kept.stream().filter(root -> !found.contains(root.root())).toList();
    if (differing != null) return; // what follows from it says nothing
    if (others.isEmpty()) matches(kept);
    else if (TrustedRoots.areCopiesAlone(kept)) strays.addAll(others);
    else differing = new Differing(last, others.get(0));
  }

  private void matches(List<TrustedRoots.Kept> kept) {
    matching = last;
    if (kept.stream().anyMatch(root -> root.keeper() == Keeper.READER)) matchingOfReader = last;
  }

  /** Compares what can be said only at the end. */
  public Outcome finish() {
    if (waiting != null) place(waiting, null);
    if (differing != null) fault(matching + 1, rewritten(differing));
    Outcome outcome =
        new Outcome(
            last,
            isWhole ? StrictBase64.encode(computed.root()) : null,
            matching,
            Stream.concat(strays.stream(), roots.copiesBeyond(last).stream())
                .map(TrustedRoots.Kept::place)
                .toList());
    if (roots.newest() > last) missing(last + 1, roots.newest(), covered());
    return outcome;
  }

  private String rewritten(Differing found) {
    String what =
        "the entries %d to %d are not those that were signed by the %s"
            .formatted(matching + 1, found.size(), found.root().place());
    if (matching > 0) what += "; those up to " + matching + " are";
    if (matchingOfReader < matching && found.root().keeper() == Keeper.READER)
      what +=
          ". If the checkpoints that the database keeps were rewritten, too, it can be one from "
              + (matchingOfReader + 1)
              + " on";
    return what;
  }

  private String covered() {
    return ", which the " + roots.of(roots.newest()).get(0).place() + " covers";
  }

  private void fault(long seq, String what) {
    faults.accept(new Fault(seq, what));
  }

  /**
   * What was read.
   *
   * @param entries the number of the last entry
   * @param root of the tree, in base64; null if entries are missing or unreadable
   * @param covered the number of the last entry that a checkpoint covers
   * @param strays copies of the store that are of another log, and that the database does not have
   */
  public record Outcome(long entries, @Nullable String root, long covered, List<String> strays) {}
}
