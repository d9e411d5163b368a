package dev.roster.core.monitoring.baseline;

import dev.roster.core.access.Principal;
import dev.roster.core.monitoring.rows.RowDialect;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.problem.Remedy;
import dev.roster.core.reference.VersionRef;
import dev.roster.drift.baseline.Baseline;
import dev.roster.drift.baseline.Roles;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Sets and reads baselines. */
@Service
public class Baselines {
  /**
   * Baselines take at most four times the length of their documents, so a sixteenth of the heap.
   */
  private static final int SHARE_OF_CACHE = 64;

  private final BaselineStore baselines;
  private final BaselineReader reader;
  private final BaselineRecorder recorder;
  private final BaselineCache cache =
      new BaselineCache(Runtime.getRuntime().maxMemory() / SHARE_OF_CACHE);

  Baselines(BaselineStore baselines, BaselineReader reader, BaselineRecorder recorder) {
    this.baselines = baselines;
    this.reader = reader;
    this.recorder = recorder;
  }

  /**
   * A baseline after it was put.
   *
   * @param created false if the same baseline existed already, or another was replaced
   * @param replaced the digest of the baseline that was there; null if none was replaced
   */
  public record Put(Baseline baseline, boolean created, @Nullable String replaced) {}

  /**
   * Freezes the rows' cells as the version's baseline.
   *
   * @param replace whether another baseline is replaced if no observations are counted in its cells
   * @throws Refused {@code baseline_exists}, and what {@link BaselineReader#freeze} refuses
   */
  public Put put(
      VersionRef version,
      RowDialect dialect,
      InputStream body,
      Roles roles,
      boolean replace,
      Principal by) {
    return recorder.record(version, reader.freeze(dialect, body, roles), replace, by);
  }

  /** What {@link #put} would answer or refuse. Nothing is changed. */
  public Put dryRun(
      VersionRef version, RowDialect dialect, InputStream body, Roles roles, boolean replace) {
    return recorder.dryRun(version, reader.freeze(dialect, body, roles), replace);
  }

  /**
   * @throws Refused {@code baseline_not_found}
   */
  public Baseline read(VersionRef version) {
    return find(version)
        .orElseThrow(
            () ->
                Refused.because(ProblemCode.BASELINE_NOT_FOUND, version + " has no baseline yet.")
                    .with(set(version)));
  }

  /**
   * The baseline that a call cannot do without.
   *
   * @throws Refused {@code baseline_missing}
   */
  public Baseline require(VersionRef version) {
    return find(version)
        .orElseThrow(
            () ->
                Refused.because(
                        ProblemCode.BASELINE_MISSING, version + " has no baseline to compare with.")
                    .with(set(version)));
  }

  private static Remedy set(VersionRef version) {
    return new Remedy.SetBaseline(version.model().name().text(), version.number());
  }

  private Optional<Baseline> find(VersionRef version) {
    return baselines.find(version).map(this::read);
  }

  private Baseline read(BaselineStore.Kept kept) {
    return cache
        .find(kept.digest())
        .orElseGet(
            () -> {
              Baseline baseline = reader.read(kept.digest(), kept.document());
              cache.put(kept.digest(), baseline, kept.document().length());
              return baseline;
            });
  }
}
