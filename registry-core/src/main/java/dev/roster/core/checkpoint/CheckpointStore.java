package dev.roster.core.checkpoint;

import java.util.Optional;

/** The checkpoints that were made. None is ever changed. */
public interface CheckpointStore {
  /** The one over most entries; empty before the first. */
  Optional<Checkpoint> newest();

  /** The one over so many entries. */
  Optional<Checkpoint> find(long size);

  /** Keeps a checkpoint; if there is one of its size, that one stays. */
  void add(Checkpoint checkpoint);
}
