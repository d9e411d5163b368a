package dev.roster.app.faults;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a version may be after what was acknowledged. A call whose outcome nobody was told adds a
 * possibility; a success leaves one.
 */
final class ExpectedVersion {
  enum Status {
    DRAFT,
    READY,
    DELETED,
    PURGED;

    /** A version is a draft while its files are verified, too. */
    static Status ofWire(String status) {
      return status.equals("verifying") ? DRAFT : valueOf(status.toUpperCase(Locale.ROOT));
    }
  }

  /** The digest of no file. */
  static final String ABSENT = "absent";

  final String model;
  final int number;
  final Set<Status> statuses = EnumSet.of(Status.DRAFT);
  final Set<Status> beforeDeletion = EnumSet.noneOf(Status.class);
  final Map<String, Set<String>> files = new TreeMap<>();
  @Nullable String digest;

  ExpectedVersion(String model, int number) {
    this.model = model;
    this.number = number;
  }

  String url() {
    return "/api/v1/models/" + model + "/versions/" + number;
  }

  boolean mayBe(Status status) {
    return statuses.contains(status);
  }

  void is(Status status) {
    statuses.clear();
    statuses.add(status);
  }

  /** A deletion begins: what it may be now is what a restore brings back. */
  void isBeingDeleted() {
    if (!mayBe(Status.DELETED)) beforeDeletion.clear();
    beforeDeletion.addAll(statuses);
    beforeDeletion.remove(Status.DELETED);
  }

  void has(String path, Set<String> digests) {
    files.put(path, new HashSet<>(digests));
  }

  void mayHave(String path, String digest) {
    files.computeIfAbsent(path, p -> new HashSet<>(Set.of(ABSENT))).add(digest);
  }

  Set<String> digestsOf(String path) {
    return files.getOrDefault(path, Set.of(ABSENT));
  }

  @Override
  public String toString() {
    return "%s/%d %s %s".formatted(model, number, statuses, files);
  }
}
