package dev.roster.core.compliance;

import dev.roster.core.audit.Action;
import dev.roster.core.audit.AuditEntries;
import dev.roster.core.audit.AuditEntry;
import dev.roster.core.audit.AuditFilter;
import dev.roster.core.audit.EntryVisibility;
import dev.roster.core.checkpoint.Checkpoint;
import dev.roster.core.checkpoint.Checkpoints;
import dev.roster.core.reference.VersionRef;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** What a compliance pack is made of: the facts of one instant, and the proof of its entries. */
@Service
public class Packs {
  /** How many entries a pack holds at most. */
  public static final int MAX_ENTRIES = 10_000;

  private static final int AT_A_TIME = 200;

  /** What pipelines record over and over. It is left out first. */
  private static final Set<Action> BULK =
      EnumSet.of(Action.OBSERVATIONS_RECORDED, Action.METRICS_RECORDED, Action.UPLOAD_SIGNED);

  private final AuditEntries entries;
  private final Checkpoints checkpoints;

  Packs(AuditEntries entries, Checkpoints checkpoints) {
    this.entries = entries;
    this.checkpoints = checkpoints;
  }

  /** What is read within, is of one instant. */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public <T> T atOneInstant(Supplier<T> reads) {
    return reads.get();
  }

  /**
   * Which entries of a version are proven, by which checkpoint.
   *
   * @param key that verifies the checkpoint
   * @param sequences the numbers of the entries, ascending
   * @param leftOut how many entries of the version are too many
   */
  public record Proof(
      AuditFilter filter,
      EntryVisibility reader,
      Checkpoint checkpoint,
      String key,
      List<Long> sequences,
      long leftOut) {}

  /** A proof by a checkpoint over each change that was acknowledged. */
  public Proof prove(VersionRef version, EntryVisibility reader) {
    Checkpoint checkpoint = checkpoints.newest();
    AuditFilter filter =
        new AuditFilter(version.model().id(), version.number(), null, Set.of(), null, null);
    List<Long> rare = new ArrayList<>();
    List<Long> bulk = new ArrayList<>();
    entries.export(
        filter,
        reader,
        entry -> {
          if (entry.seq() <= checkpoint.size())
            (BULK.contains(entry.action()) ? bulk : rare).add(entry.seq());
        });
    List<Long> kept = kept(rare, bulk, MAX_ENTRIES);
    long leftOut = (long) rare.size() + bulk.size() - kept.size();
    return new Proof(filter, reader, checkpoint, checkpoints.verifierKey(), kept, leftOut);
  }

  /** The numbers of so many entries, ascending: the newest, of the bulk only what has room. */
  static List<Long> kept(List<Long> rare, List<Long> bulk, int most) {
    List<Long> kept = new ArrayList<>(newest(rare, most));
    kept.addAll(newest(bulk, most - kept.size()));
    return kept.stream().sorted().toList();
  }

  private static List<Long> newest(List<Long> ascending, int count) {
    return ascending.subList(Math.max(0, ascending.size() - count), ascending.size());
  }

  /** Receives the entries of a pack. */
  public interface Receiver<E extends Exception> {
    /**
     * @param path the hashes that prove the entry by the checkpoint
     */
    void accept(AuditEntry entry, List<byte[]> path) throws E;
  }

  /** Gives the entries of a proof, oldest first. */
  public <E extends Exception> void entries(Proof proof, Receiver<E> receiver) throws E {
    Set<Long> wanted = new HashSet<>(proof.sequences());
    List<AuditEntry> batch = new ArrayList<>();
    entries.export(
        proof.filter(),
        proof.reader(),
        entry -> {
          if (wanted.contains(entry.seq())) batch.add(entry);
          if (batch.size() == AT_A_TIME) give(batch, proof.checkpoint().size(), receiver);
        });
    give(batch, proof.checkpoint().size(), receiver);
  }

  private <E extends Exception> void give(List<AuditEntry> batch, long size, Receiver<E> receiver)
      throws E {
    List<List<byte[]>> paths =
        checkpoints.inclusionProofs(batch.stream().map(AuditEntry::seq).toList(), size);
    for (int i = 0; i < batch.size(); i++) receiver.accept(batch.get(i), paths.get(i));
    batch.clear();
  }

  /** The line that signs the sums of a pack as a note, with the key of the log. */
  public String signature(String sums) {
    return checkpoints.signatureLine(sums);
  }
}
