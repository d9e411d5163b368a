package dev.roster.app.faults;

import dev.roster.app.faults.ExpectedVersion.Status;
import dev.roster.app.faults.FaultyCalls.Answer;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Takes from answers what a version is, and reports what it cannot be. */
record Ledger(FaultyCalls calls) {
  private static final long PAUSE = 20_000_000L;

  /** What the file may be, after uploads to the path that ran at once: answers by digest. */
  void uploaded(ExpectedVersion version, String path, Map<String, Answer> uploads) {
    Set<String> possible = new HashSet<>();
    boolean done = uploads.values().stream().anyMatch(Answer::isDone);
    if (!done) possible.addAll(version.digestsOf(path));
    uploads.forEach(
        (digest, answer) -> {
          if (answer.isDone() || answer.isUnknown() && version.mayBe(Status.DRAFT))
            possible.add(digest);
          if (answer.isDone() && !answer.json().path("sha256").asString().equals(digest))
            calls.report("another digest: " + digest, answer);
          refused(version, answer);
        });
    version.has(path, possible);
    if (done) version.is(Status.DRAFT);
  }

  /** A refusal tells what the version is; it must be something that it can be. */
  void refused(ExpectedVersion version, Answer answer) {
    if (answer.status() == 503 && !answer.isUnknown()) LockSupport.parkNanos(PAUSE);
    switch (answer.code()) {
      case "version_immutable" -> narrow(version, Status.READY, answer);
      case "deleted" -> narrow(version, Status.DELETED, answer);
      case "reclaimed" -> narrow(version, Status.PURGED, answer);
      case "version_not_found", "artifact_damaged" -> calls.report("" + version, answer);
      default -> {} // says nothing of the version
    }
  }

  private void narrow(ExpectedVersion version, Status status, Answer answer) {
    if (version.mayBe(status)) version.is(status);
    else calls.report("expected is " + version, answer);
  }
}
