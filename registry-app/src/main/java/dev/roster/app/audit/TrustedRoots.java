package dev.roster.app.audit;

import dev.roster.app.audit.KeptCheckpoint.Keeper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The roots that checkpoints signed, by the size of the log. */
public final class TrustedRoots {
  /** A root and who kept it. */
  record Kept(Keeper keeper, String place, String root) {}

  private final List<VerifierKey> keys;
  private final Consumer<Fault> faults;
  private final TreeMap<Long, List<Kept>> roots = new TreeMap<>();
  private int count;

  /**
   * @param keys of the log; with several, a note needs a signature by one of them
   */
  public TrustedRoots(List<VerifierKey> keys, Consumer<Fault> faults) {
    this.keys = keys;
    this.faults = faults;
  }

  /** Takes a checkpoint whose signature is true; all others are faults. */
  public void add(KeptCheckpoint kept) {
    Optional<SignedNote> note = SignedNote.parse(kept.note());
    Optional<SignedRoot> root = note.flatMap(found -> SignedRoot.parse(found.text()));
    if (root.isEmpty()) {
      fault(kept, "is not a checkpoint as C2SP has it");
    } else if (keys.stream().noneMatch(key -> key.name().equals(root.get().origin()))) {
      fault(kept, "is of the log " + root.get().origin() + ", and not of " + keys);
    } else if (!note.get().isSignedBy(keys)) {
      fault(kept, "has no true signature by " + keys);
    } else {
      count++;
      Kept trusted = new Kept(kept.keeper(), kept.place(), root.get().root());
      roots.computeIfAbsent(root.get().size(), size -> new ArrayList<>()).add(trusted);
    }
  }

  private void fault(KeptCheckpoint kept, String what) {
    faults.accept(new Fault(null, "the " + kept.place() + " " + what));
  }

  List<Kept> of(long size) {
    return roots.getOrDefault(size, List.of());
  }

  /** The largest size that the log must have; 0 if there is none. */
  long newest() {
    return roots.descendingMap().entrySet().stream()
        .filter(one -> !areCopiesAlone(one.getValue()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(0L);
  }

  /**
   * Copies of the store that the database has no checkpoint for. Restoring an older dump of the
   * database leaves such copies, too.
   */
  static boolean areCopiesAlone(List<Kept> kept) {
    return kept.stream().allMatch(one -> one.keeper() == Keeper.STORE);
  }

  /** The copies of the store beyond a size, if the log need not have it. */
  List<Kept> copiesBeyond(long size) {
    return roots.tailMap(size, false).values().stream()
        .filter(TrustedRoots::areCopiesAlone)
        .flatMap(List::stream)
        .toList();
  }

  /** How many checkpoints were trusted. */
  public int count() {
    return count;
  }
}
