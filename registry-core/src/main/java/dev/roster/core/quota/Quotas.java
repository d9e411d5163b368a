package dev.roster.core.quota;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.VersionRef;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;

/**
 * Refuses what goes beyond a limit. Each check follows the change that it judges, in the same
 * transaction, so that two changes at once cannot both pass.
 */
@Service
public class Quotas {
  /** More transactions than a server and its replicas run at once. */
  private static final long AT_ONCE = 200;

  private final UsageStore usage;
  private final QuotaSettings settings;

  Quotas(UsageStore usage, QuotaSettings settings) {
    this.usage = usage;
    this.settings = settings;
  }

  /**
   * Checks the files after one of them was added.
   *
   * @param isNew whether it did not replace another one
   * @param size gives its size, if a limit is exceeded
   * @throws Refused {@code too_large}
   */
  public void checkFiles(VersionRef version, String owner, boolean isNew, LongSupplier size) {
    if (settings.filesPerVersion() <= 0 && !limitsBytes()) return;
    Map<Scope, Usage> now = usage.of(version, owner);
    for (Scope scope : Scope.values())
      check(scope, version, owner, now.getOrDefault(scope, Usage.NONE), isNew, size);
  }

  /**
   * Checks before the bytes are sent whether there is room for them. Another upload may take it.
   *
   * @param size the size that the client announced
   * @param inItsPlace gives the size of the file that is replaced, if there is one
   * @throws Refused {@code too_large}
   */
  public void checkRoom(
      VersionRef version, String owner, long size, Supplier<Optional<Long>> inItsPlace) {
    if (!limitsBytes()) return;
    Optional<Long> replaced = inItsPlace.get();
    Map<Scope, Usage> now = usage.of(version, owner);
    for (Scope scope : Scope.values()) {
      Usage used = now.getOrDefault(scope, Usage.NONE);
      boolean isNew = replaced.isEmpty();
      long bytes = used.bytes() - replaced.orElse(0L) + size;
      Usage then = new Usage(used.files() + (isNew ? 1 : 0), bytes);
      check(scope, version, owner, then, isNew, () -> size);
    }
  }

  private void check(
      Scope scope, VersionRef version, String owner, Usage then, boolean isNew, LongSupplier size) {
    long maxBytes = maxBytes(scope);
    if (maxBytes > 0 && then.bytes() > maxBytes)
      throw Refused.because(
          ProblemCode.TOO_LARGE,
          "%s has %,d bytes in its other files, and this one has %,d; at most %,d are allowed (roster.quotas.bytes-per-%s). Remove files or purge versions that are not needed, or ask the operator to raise the limit."
              .formatted(
                  named(scope, version, owner),
                  then.bytes() - size.getAsLong(),
                  size.getAsLong(),
                  maxBytes,
                  word(scope)));
    long maxFiles = settings.filesPerVersion();
    if (scope == Scope.VERSION && isNew && maxFiles > 0 && then.files() > maxFiles)
      throw Refused.because(
          ProblemCode.TOO_LARGE,
          "%s has %,d files, and this would be one more; at most %,d are allowed (roster.quotas.files-per-version). Pack files into an archive, or ask the operator to raise the limit."
              .formatted(named(scope, version, owner), then.files() - 1, maxFiles));
  }

  /** Whether there is a limit on bytes at all. */
  public boolean limitsBytes() {
    return Arrays.stream(Scope.values()).anyMatch(scope -> maxBytes(scope) > 0);
  }

  private long maxBytes(Scope scope) {
    return switch (scope) {
      case VERSION -> settings.bytesPerVersion().toBytes();
      case MODEL -> settings.bytesPerModel().toBytes();
      case OWNER -> settings.bytesPerToken().toBytes();
    };
  }

  private static String word(Scope scope) {
    return scope == Scope.OWNER ? "token" : scope.wire();
  }

  private static String named(Scope scope, VersionRef version, String owner) {
    return switch (scope) {
      case VERSION -> "Version " + version;
      case MODEL -> "Model " + version.model().name();
      case OWNER -> "The token " + owner;
    };
  }

  /**
   * Checks the open uploads after one of them was opened. Far below the limits nobody waits.
   *
   * @throws Refused {@code too_many_requests}, as it passes when another upload ends
   */
  public void checkUploads(VersionRef version, String owner, Instant now) {
    Map<Scope, Long> open = usage.openUploads(version, owner, now);
    if (isNear(open)) {
      usage.lockUploads(version, owner);
      open = usage.openUploads(version, owner, now);
    }
    for (Scope scope : Scope.values()) {
      long count = open.getOrDefault(scope, 0L);
      long limit = maxUploads(scope);
      if (limit > 0 && count > limit)
        throw Refused.because(
            ProblemCode.TOO_MANY_REQUESTS,
            "%s has %,d open uploads, and this would be one more; at most %,d are allowed (roster.quotas.uploads-per-%s). Complete or abort some of them, then try again."
                .formatted(named(scope, version, owner), count - 1, limit, word(scope)));
    }
  }

  private boolean isNear(Map<Scope, Long> open) {
    for (Scope scope : Scope.values()) {
      long limit = maxUploads(scope);
      if (limit > 0 && open.getOrDefault(scope, 0L) + AT_ONCE > limit) return true;
    }
    return false;
  }

  private long maxUploads(Scope scope) {
    return switch (scope) {
      case VERSION -> settings.uploadsPerVersion();
      case MODEL -> settings.uploadsPerModel();
      case OWNER -> settings.uploadsPerToken();
    };
  }

  /**
   * Checks the versions of a model after one was added. The caller holds the lock of the model.
   *
   * @param number the number of the version that was added
   * @throws Refused {@code too_large}
   */
  public void checkVersions(ModelRef model, int number) {
    long limit = settings.versionsPerModel();
    if (limit <= 0 || number <= limit) return; // numbers are never used twice
    long count = usage.versions(model);
    if (count > limit)
      throw Refused.because(
          ProblemCode.TOO_LARGE,
          "Model %s has %,d versions, and this would be one more; at most %,d are allowed (roster.quotas.versions-per-model). Delete and purge versions that are not needed, or ask the operator to raise the limit."
              .formatted(model.name(), count - 1, limit));
  }
}
