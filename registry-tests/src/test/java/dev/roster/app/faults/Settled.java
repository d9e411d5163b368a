package dev.roster.app.faults;

import dev.roster.app.cli.CommandRun;
import dev.roster.app.faults.ExpectedVersion.Status;
import dev.roster.app.faults.FaultyCalls.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What must hold when the faults are over and the graces too. */
final class Settled {
  /** Far above the sum of the graces, for a machine that is busy. */
  private static final long BOUND = 60_000_000_000L;

  private final FaultyServer server;
  private final FaultyCalls calls;
  private final List<String> faults = new ArrayList<>();

  Settled(FaultyServer server, FaultyCalls calls) {
    this.server = server;
    this.calls = calls;
  }

  List<String> faults(List<ExpectedVersion> versions) throws InterruptedException {
    awaitNothingLeft();
    versions.forEach(this::check);
    CommandRun verified = CommandRun.of(server.arguments("verify"));
    if (verified.status() != 0) faults.add(verified.out() + verified.err());
    return faults;
  }

  /** The store has the bytes that artifacts refer to, no others, and no parts. */
  private void awaitNothingLeft() throws InterruptedException {
    long end = System.nanoTime() + BOUND;
    List<String> left;
    while (!(left = left()).isEmpty()) {
      if (System.nanoTime() > end) {
        faults.addAll(left);
        return;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private List<String> left() {
    List<String> left = new ArrayList<>();
    Set<String> referred =
        keys("select key from blob b where exists (select from artifact a where a.blob_id = b.id)");
    Set<String> stored = server.store.keys();
    left.addAll(server.store.unfinished());
    for (String key : stored) if (!referred.contains(key)) left.add("nothing refers to " + key);
    for (String key : referred) if (!stored.contains(key)) left.add("no bytes under " + key);
    for (String key : keys("select key from blob"))
      if (!referred.contains(key)) left.add("a blob that nothing refers to: " + key);
    for (String key : keys("select key from blob_deletion")) left.add("queued: " + key);
    for (String key : keys("select key from stray_key")) left.add("a stray: " + key);
    for (String key : keys("select key from upload where state in ('open', 'verifying')"))
      left.add("an upload that nobody sends: " + key);
    for (String version : keys("select id::text from version where status = 'verifying'"))
      left.add("a version whose files nobody verifies: " + version);
    return left;
  }

  private Set<String> keys(String sql) {
    return new HashSet<>(server.jdbc.sql(sql).query(String.class).list());
  }

  private void check(ExpectedVersion expected) {
    Answer version = calls.get(expected.url());
    Status status = status(version);
    if (status == null || !expected.mayBe(status)) {
      faults.add(
          "expected is %s, and it is %d %s".formatted(expected, version.status(), version.text()));
      return;
    }
    if (version.status() != 200) return;
    if (expected.digest != null
        && status == Status.READY
        && !expected.digest.equals(version.json().path("digest").asString()))
      faults.add("another digest than acknowledged: " + expected + " " + version.text());
    Map<String, String> files = files(expected);
    expected.files.forEach(
        (path, possible) -> {
          String found = files.getOrDefault(path, ExpectedVersion.ABSENT);
          if (!possible.contains(found))
            faults.add("%s of %s is %s".formatted(path, expected, found));
        });
    files.forEach(
        (path, sha256) -> {
          if (!expected.files.containsKey(path)) faults.add(path + " is in " + expected);
          Answer read = calls.get(expected.url() + "/artifacts/" + path);
          if (read.status() != 200 || !read.sha256().equals(sha256))
            faults.add(
                "%s of %s reads as %d %s".formatted(path, expected, read.status(), read.sha256()));
        });
  }

  private static @Nullable Status status(Answer version) {
    return switch (version.status() + " " + version.code()) {
      case "410 deleted" -> Status.DELETED;
      case "410 reclaimed" -> Status.PURGED;
      case "200 " ->
          switch (version.json().path("status").asString()) {
            case "draft" -> Status.DRAFT;
            case "ready" -> Status.READY;
            default -> null; // damaged: but the store lost nothing
          };
      default -> null;
    };
  }

  /** The digests of the files that the version has, by their paths. */
  Map<String, String> files(ExpectedVersion expected) {
    Map<String, String> files = new HashMap<>();
    JsonNode items = calls.get(expected.url() + "/artifacts?limit=200").json().path("items");
    items.forEach(item -> files.put(item.path("path").asString(), item.path("sha256").asString()));
    return files;
  }
}
