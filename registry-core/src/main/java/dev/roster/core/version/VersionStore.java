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

/** Where versions are kept. */
public interface VersionStore {
  /**
   * Inserts a draft under the model's next number. The model is locked: numbers have no gaps but
   * those of rolled-back transactions.
   */
  VersionRef insert(ModelRef model, VersionFacts facts, String by, Instant at);

  Version read(VersionRef version);

  /** Who is in the stage; of several, who came last. */
  Optional<Version> inStage(ModelRef model, Stage stage);

  /**
   * Locks the version's row until the transaction ends, and reads it.
   *
   * @throws dev.roster.core.problem.Refused {@code deleted} when it was deleted meanwhile
   */
  Version lock(VersionRef version);

  /** As {@link #inStage}, and locks its row until the transaction ends. Wants the model's lock. */
  Optional<Version> lockInStage(ModelRef model, Stage stage);

  /**
   * Keeps the version from changing, and from being deleted, until the transaction ends.
   *
   * @throws dev.roster.core.problem.Refused {@code deleted} when it was deleted meanwhile
   */
  void hold(VersionRef version);

  void update(VersionRef version, VersionFacts facts, Instant at);

  void makeReady(VersionRef version, Manifest manifest, Instant at);

  /** Counts a change of something that the version shows. */
  void touch(VersionRef version, Instant at);

  void delete(VersionRef version, Instant at);

  /** The highest number that is ready and not retired. */
  Optional<VersionRef> latestUsable(ModelRef model);

  /** The canonical text; empty while a draft. */
  Optional<String> manifest(VersionRef version);

  /**
   * {@code model} null: of all models. Nothing of a model that is not visible is shown, counted or
   * estimated.
   */
  SearchResult<Version> list(@Nullable ModelRef model, Search search, Visibility visibility);
}
