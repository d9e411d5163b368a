package dev.roster.core.version;

import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.reference.VersionStatus;
import dev.roster.core.reference.Visibility;
import dev.roster.core.search.Search;
import dev.roster.core.search.SearchResult;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Versions of {@link HousingVersions}, for tests that move them between stages. */
public final class InMemoryVersions implements VersionStore {
  private final Map<Integer, Version> byNumber = new LinkedHashMap<>();

  /** Keeps the version; the one that was put last came to its stage last. */
  public void put(int number, VersionStatus status, Stage stage) {
    byNumber.remove(number);
    byNumber.put(number, HousingVersions.version(number, status, stage));
  }

  public boolean contains(int number) {
    return byNumber.containsKey(number);
  }

  @Override
  public Version read(VersionRef version) {
    return byNumber.get(version.number());
  }

  @Override
  public Version lock(VersionRef version) {
    return read(version);
  }

  @Override
  public Optional<Version> inStage(ModelRef model, Stage stage) {
    return byNumber.values().stream()
        .filter(version -> version.stage() == stage)
        .reduce((earlier, later) -> later);
  }

  @Override
  public Optional<Version> lockInStage(ModelRef model, Stage stage) {
    return inStage(model, stage);
  }

  @Override
  public VersionRef insert(ModelRef model, VersionFacts facts, String by, Instant at) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void lockForShare(VersionRef version) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void update(VersionRef version, VersionFacts facts, Instant at) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void makeReady(VersionRef version, Manifest manifest, Instant at) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void incrementRevision(VersionRef version, Instant at) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void delete(VersionRef version, Instant at) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<VersionRef> latestUsable(ModelRef model) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<String> manifest(VersionRef version) {
    throw new UnsupportedOperationException();
  }

  @Override
  public SearchResult<Version> list(
      @Nullable ModelRef model, Search search, Visibility visibility) {
    throw new UnsupportedOperationException();
  }
}
