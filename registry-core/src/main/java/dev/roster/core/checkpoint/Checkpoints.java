package dev.roster.core.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.core.blob.BlobStore;
import dev.roster.core.blob.StoreKey;
import dev.roster.core.job.BackgroundJob;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Service;

/**
 * Signs the log at most a minute after it has grown, and answers with checkpoints and proofs. A
 * copy of each checkpoint goes to the store of files.
 */
@Service
public class Checkpoints implements BackgroundJob, DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

  private final TreeStore tree;
  private final CheckpointStore store;
  private final BlobStore files;
  private final LogKey key;
  private final Clock clock;

  Checkpoints(TreeStore tree, CheckpointStore store, BlobStore files, LogKey key, Clock clock) {
    this.tree = tree;
    this.store = store;
    this.files = files;
    this.key = key;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "audit-checkpoint";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(30);
  }

  @Override
  public Duration firstAfter() {
    return Duration.ofSeconds(5);
  }

  @Override
  public void run() {
    make();
  }

  @Override
  public void destroy() {
    try {
      make();
    } catch (RuntimeException away) {
      LOG.warn("The audit log was not signed while the server stopped: {}", away.getMessage());
    }
  }

  /** Signs what the log has now, unless a checkpoint covers it. Empty if the log is empty. */
  public Optional<Checkpoint> make() {
    long size = tree.size();
    Optional<Checkpoint> newest = store.newest();
    if (size == 0 || newest.isPresent() && newest.get().size() >= size) return newest;
    SigningKey signer = key.get();
    newest.ifPresent(kept -> checkName(kept, signer));
    store.add(Checkpoint.of(size, new MerkleTree(tree).root(size), signer, clock.instant()));
    Checkpoint made = store.find(size).orElseThrow(); // or the one that another server made
    copy(made);
    return Optional.of(made);
  }

  private static void checkName(Checkpoint kept, SigningKey signer) {
    if (kept.origin().equals(signer.name())) return;
    throw new IllegalStateException(
        "The audit log is called "
            + kept.origin()
            + " since its first checkpoint, but roster.audit.name is "
            + signer.name()
            + ". Set it back, or leave it out.");
  }

  private void copy(Checkpoint made) {
    try {
      files.put(
          StoreKey.ofCheckpoint(made.size()),
          new ByteArrayInputStream(made.note().getBytes(UTF_8)));
    } catch (IOException | Refused away) {
      LOG.warn("The store has no copy of audit checkpoint {}: {}", made.size(), away.getMessage());
    }
  }

  /**
   * A checkpoint that covers each entry of a change that was acknowledged.
   *
   * @throws Refused {@code checkpoint_not_found} before the first
   */
  public Checkpoint newest() {
    return make()
        .orElseThrow(
            () ->
                Refused.because(
                    ProblemCode.CHECKPOINT_NOT_FOUND, "The audit log has no entry yet."));
  }

  /**
   * The checkpoint over so many entries.
   *
   * @throws Refused {@code checkpoint_not_found} if none was made then
   */
  public Checkpoint ofSize(long size) {
    return store
        .find(size)
        .orElseThrow(
            () ->
                Refused.because(
                    ProblemCode.CHECKPOINT_NOT_FOUND,
                    "No checkpoint was made when the log had "
                        + size
                        + " entries. The newest one has size "
                        + newest().size()
                        + "."));
  }

  /**
   * Proves that an entry is in the log.
   *
   * @param seq the number of an entry, at most {@code size}
   * @param size at most that of the newest checkpoint
   */
  public List<byte[]> inclusionProof(long seq, long size) {
    return new MerkleTree(tree).inclusionProof(seq - 1, size);
  }

  /** As {@link #inclusionProof}, for some hundreds of entries. */
  public List<List<byte[]>> inclusionProofs(List<Long> sequences, long size) {
    MerkleTree hashes = new MerkleTree(tree);
    return sequences.stream().map(seq -> hashes.inclusionProof(seq - 1, size)).toList();
  }

  /**
   * The line that signs a text as a note.
   *
   * @param text of lines, none of which can be taken for the name of a log
   */
  public String signatureLine(String text) {
    return key.get().signatureLine(text);
  }

  /**
   * Proves that the log of one size is the begin of the log of another.
   *
   * @param from 1 to {@code to}
   * @param to at most the size of the newest checkpoint
   */
  public List<byte[]> consistencyProof(long from, long to) {
    return new MerkleTree(tree).consistencyProof(from, to);
  }

  /** The key by which notes are verified. */
  public String verifierKey() {
    return key.get().verifierKey();
  }
}
