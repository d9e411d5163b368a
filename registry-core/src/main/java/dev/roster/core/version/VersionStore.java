package dev.roster.core.version;

import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.reference.Visibility;
import dev.roster.core.search.Search;
import dev.roster.core.search.SearchResult;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores versions. */
public interface VersionStore {
  /**
   * Inserts a draft with the model's next number. The caller holds the model's lock, so numbers
   * have no gaps except those of rolled-back transactions.
   */
  VersionRef insert(ModelRef model, VersionFacts facts, String by, Instant at);

  Version read(VersionRef version);

  /** The version in the stage; if there are several, the one that came last. */
  Optional<Version> inStage(ModelRef model, Stage stage);

  /**
   * Locks the version's row until the transaction ends, and reads it.
   *
   * @throws dev.roster.core.problem.Refused {@code deleted} when it was deleted meanwhile
   */
  Version lock(VersionRef version);

  /**
   * As {@link #inStage}, and locks its row until the transaction ends. The caller holds the model's
   * lock.
   */
  Optional<Version> lockInStage(ModelRef model, Stage stage);

  /**
   * Keeps the version from changing, and from being deleted, until the transaction ends.
   *
   * @throws dev.roster.core.problem.Refused {@code deleted} when it was deleted meanwhile
   */
  void lockForShare(VersionRef version);

  void update(VersionRef version, VersionFacts facts, Instant at);

  void makeReady(VersionRef version, Manifest manifest, Instant at);

  /** Counts a change of something that the version shows. */
  void incrementRevision(VersionRef version, Instant at);

  void delete(VersionRef version, Instant at);

  /** The version with the highest number that is ready and not retired. */
  Optional<VersionRef> latestUsable(ModelRef model);

  /** The canonical text of the manifest; empty while the version is a draft. */
  Optional<String> manifest(VersionRef version);

  /**
   * Lists the versions of a model, or of all models if it is null. Versions of models that are not
   * visible are neither shown nor counted nor estimated.
   */
  SearchResult<Version> list(@Nullable ModelRef model, Search search, Visibility visibility);
}
