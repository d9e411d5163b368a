package dev.roster.app.faults;

import dev.roster.app.faults.ExpectedVersion.Status;
import dev.roster.app.faults.FaultyCalls.Answer;
import dev.roster.core.digest.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Does all that clients do with files, and remembers what was acknowledged. */
final class FaultyClient implements Runnable {
  private static final int STEPS = 14;
  private static final long LONGER_THAN_THE_GRACES = 2_500_000_000L;

  /** More than a part of the store has, so that the upload has two. */
  private static final int LARGE = 6_500_000;

  /** An entry of an archive that is sent to the store as it is read. */
  private static final int LARGE_ENTRY = 300_000;

  private final String model;
  private final Random random;
  private final FaultyCalls calls;
  private final ClientFiles files;
  private final Ledger ledger;
  private final PartedUploadSteps parted;
  private final List<ExpectedVersion> versions = new ArrayList<>();
  private int counter;

  /**
   * @param takesPartsFromClients whether the store can be reached by clients
   */
  FaultyClient(String model, ClientFiles files, FaultyCalls calls, boolean takesPartsFromClients) {
    this.model = model;
    this.files = files;
    this.random = files.random();
    this.calls = calls;
    this.ledger = new Ledger(calls);
    this.parted = new PartedUploadSteps(files, calls, ledger, this::key, takesPartsFromClients);
  }

  List<ExpectedVersion> versions() {
    return versions;
  }

  @Override
  public void run() {
    calls.post("/api/v1/models", "{\"name\":\"" + model + "\"}", key());
    for (int step = 0; step < STEPS; step++) step(version());
    finish(version());
  }

  private void step(ExpectedVersion version) {
    switch (random.nextInt(22)) {
      case 0, 1, 2 -> put(version, files.any());
      case 3 -> put(version, files.own(random.nextInt(3) == 0 ? LARGE : 1));
      case 4 -> putTwice(version);
      case 5 -> putSlowly(version);
      case 6 -> putAtOnce(version);
      case 7 -> breakOff(version);
      case 8 -> putOther(version);
      case 9 -> remove(version);
      case 10, 11 -> finish(version);
      case 12 -> finishBesideUpload(version);
      case 13 -> move(version);
      case 14 -> delete(version);
      case 15 -> copy(version);
      case 16, 17 -> unpack(version);
      case 18, 19, 20 -> parted.step(version);
      default -> read(version);
    }
  }

  /** A version to work on: mostly the newest, a new one when that one is no draft any more. */
  private ExpectedVersion version() {
    if (!versions.isEmpty()) {
      if (random.nextInt(4) == 0) return versions.get(random.nextInt(versions.size()));
      ExpectedVersion newest = versions.get(versions.size() - 1);
      if (newest.mayBe(Status.DRAFT)) return newest;
    }
    Answer made = calls.post("/api/v1/models/" + model + "/versions", "{}", key());
    if (made.status() != 201) throw new IllegalStateException("no version: " + made.text());
    ExpectedVersion version = new ExpectedVersion(model, made.json().path("version").asInt());
    versions.add(version);
    return version;
  }

  private void put(ExpectedVersion version, byte[] bytes) {
    String path = files.path();
    put(version, path, bytes, BodyPublishers.ofByteArray(bytes));
  }

  private Answer put(ExpectedVersion version, String path, byte[] bytes, BodyPublisher body) {
    Answer answer = calls.put(file(version, path), body);
    ledger.uploaded(version, path, Map.of(ClientFiles.sha256(bytes), answer));
    return answer;
  }

  private void putTwice(ExpectedVersion version) {
    byte[] bytes = files.own(3_000);
    put(version, "one", bytes, BodyPublishers.ofByteArray(bytes));
    put(version, "other", bytes, BodyPublishers.ofByteArray(bytes));
  }

  /** Stops in the middle, so that the collector and the others run beside the upload. */
  private void putSlowly(ExpectedVersion version) {
    byte[] bytes = files.any();
    int half = bytes.length / 2;
    InputStream begin = new ByteArrayInputStream(bytes, 0, half);
    InputStream end =
        new Pausing(
            random.nextInt(3) == 0, new ByteArrayInputStream(bytes, half, bytes.length - half));
    put(
        version,
        files.path(),
        bytes,
        BodyPublishers.ofInputStream(() -> new SequenceInputStream(begin, end)));
  }

  private void putAtOnce(ExpectedVersion version) {
    String path = files.path();
    byte[] one = files.any();
    byte[] other = files.own(200);
    CompletableFuture<Answer> first = putAsync(version, path, one);
    Answer second = calls.put(file(version, path), BodyPublishers.ofByteArray(other));
    ledger.uploaded(
        version,
        path,
        Map.of(ClientFiles.sha256(one), first.join(), ClientFiles.sha256(other), second));
  }

  private CompletableFuture<Answer> putAsync(ExpectedVersion version, String path, byte[] bytes) {
    return calls.sendAsync("PUT", file(version, path), BodyPublishers.ofByteArray(bytes), Map.of());
  }

  /** The client dies in the middle of the body: nothing may be kept. */
  private void breakOff(ExpectedVersion version) {
    byte[] bytes = files.own(100_000);
    Answer answer =
        calls.put(
            file(version, files.path()),
            BodyPublishers.ofInputStream(
                () ->
                    new SequenceInputStream(
                        new ByteArrayInputStream(bytes, 0, bytes.length / 2), new Broken())));
    if (answer.isDone()) calls.report("half a body is taken", answer);
  }

  /** Other bytes than announced: nothing may be kept. */
  private void putOther(ExpectedVersion version) {
    String announced = "sha-256=:" + Base64.getEncoder().encodeToString(Sha256.hash("")) + ":";
    Answer answer =
        calls.put(
            file(version, files.path()),
            BodyPublishers.ofByteArray(files.own(50)),
            Map.of("Repr-Digest", announced));
    if (answer.isDone()) calls.report("other bytes than announced are taken", answer);
  }

  /** Gives the version a file of this one or another, by its digest and without bytes. */
  private void copy(ExpectedVersion version) {
    ExpectedVersion source = versions.get(random.nextInt(versions.size()));
    String from = files.path();
    String to = files.path();
    Set<String> possible = source.digestsOf(from);
    Answer answer =
        calls.post(
            version.url() + "/artifacts",
            "{\"path\":\"%s\",\"copyFrom\":{\"model\":\"%s\",\"version\":%d,\"path\":\"%s\"}}"
                .formatted(to, source.model, source.number, from));
    if (answer.isDone()) {
      String copied = answer.json().path("sha256").asString();
      if (!possible.contains(copied)) calls.report("a copy of something else: " + source, answer);
      version.is(Status.DRAFT);
      version.has(to, Set.of(copied));
    } else if (answer.isUnknown() && version.mayBe(Status.DRAFT)) {
      possible.forEach(digest -> version.mayHave(to, digest));
    }
    if (source == version) ledger.refused(version, answer); // else it may be about the source
  }

  /** Two files in one call: both or neither. */
  private void unpack(ExpectedVersion version) {
    byte[] one = random.nextInt(3) == 0 ? files.own(LARGE_ENTRY) : files.any();
    byte[] other = files.any();
    Answer answer =
        calls.put(
            version.url() + "/artifacts?unpack=true",
            BodyPublishers.ofByteArray(zip(Map.of("file-0", one, "file-1", other))),
            Map.of("Content-Type", "application/zip"));
    if (answer.isDone()) version.is(Status.DRAFT);
    Map.of("file-0", ClientFiles.sha256(one), "file-1", ClientFiles.sha256(other))
        .forEach(
            (path, digest) -> {
              if (answer.isDone()) version.has(path, Set.of(digest));
              else if (answer.isUnknown() && version.mayBe(Status.DRAFT))
                version.mayHave(path, digest);
            });
    ledger.refused(version, answer);
  }

  private static byte[] zip(Map<String, byte[]> files) {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(archive)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return archive.toByteArray();
  }

  private void remove(ExpectedVersion version) {
    String path = files.path();
    Answer answer = calls.delete(file(version, path));
    if (answer.isDone()) version.has(path, Set.of(ExpectedVersion.ABSENT));
    else if (answer.isUnknown()) version.mayHave(path, ExpectedVersion.ABSENT);
    else if (answer.code().equals("artifact_not_found")
        && !version.digestsOf(path).contains(ExpectedVersion.ABSENT))
      calls.report("an acknowledged file is gone: " + version, answer);
    ledger.refused(version, answer);
  }

  private void finish(ExpectedVersion version) {
    finished(version, calls.post(version.url() + "/finalize", "{}"));
  }

  private void finished(ExpectedVersion version, Answer answer) {
    if (answer.isDone()) {
      version.is(Status.READY);
      version.digest = answer.json().path("digest").asString();
    } else if (answer.isUnknown() && version.mayBe(Status.DRAFT)) {
      version.statuses.add(Status.READY);
    }
    ledger.refused(version, answer);
  }

  private void finishBesideUpload(ExpectedVersion version) {
    String path = files.path();
    byte[] bytes = files.any();
    CompletableFuture<Answer> upload = putAsync(version, path, bytes);
    finish(version);
    Set<Status> finished = Set.copyOf(version.statuses);
    Answer answer = upload.join();
    ledger.uploaded(version, path, Map.of(ClientFiles.sha256(bytes), answer));
    if (answer.isUnknown()) version.mayHave(path, ClientFiles.sha256(bytes));
    version.statuses.clear(); // an upload that was done came before
    version.statuses.addAll(finished);
  }

  private void move(ExpectedVersion version) {
    for (String to : List.of("staging", "production", "staging", "retired"))
      if (random.nextInt(4) > 0)
        ledger.refused(
            version,
            calls.post(
                version.url() + "/transitions",
                "{\"to\":\"" + to + "\",\"reason\":\"as the schedule says\"}",
                key()));
  }

  /** Deletes the version, and then restores it, purges it, or leaves it. */
  private void delete(ExpectedVersion version) {
    Answer deleted = calls.delete(version.url());
    if (deleted.isDone() || deleted.isUnknown()) version.isBeingDeleted();
    if (deleted.isDone()) version.is(Status.DELETED);
    else if (deleted.isUnknown()) version.statuses.add(Status.DELETED);
    else ledger.refused(version, deleted);
    if (!version.mayBe(Status.DELETED)) return;
    int then = random.nextInt(3);
    if (then == 0) {
      Answer restored = calls.post(version.url() + "/restore", "", key());
      if (restored.isDone()) version.is(Status.ofWire(restored.json().path("status").asString()));
      if (restored.isDone()
          && version.statuses.stream().noneMatch(version.beforeDeletion::contains))
        calls.report("restored as something else than " + version.beforeDeletion, restored);
    } else if (then == 1) {
      Answer purged = calls.post(version.url() + "/purge", "", key());
      if (purged.isDone()) version.is(Status.PURGED);
    }
  }

  /** A file that is read to its end is one that was sent. */
  private void read(ExpectedVersion version) {
    String path = files.path();
    Answer answer = calls.get(file(version, path));
    if (answer.status() == 200 && !version.digestsOf(path).contains(answer.sha256()))
      calls.report("GET " + path + " of " + version + " is " + answer.sha256());
  }

  private String file(ExpectedVersion version, String path) {
    return version.url() + "/artifacts/" + path;
  }

  private String key() {
    return model + "-" + counter++;
  }

  private static final class Broken extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("the client dies");
    }
  }

  private static final class Pausing extends FilterInputStream {
    private boolean begun;

    Pausing(boolean pauses, InputStream rest) {
      super(rest);
      begun = !pauses;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (!begun) LockSupport.parkNanos(LONGER_THAN_THE_GRACES);
      begun = true;
      return super.read(into, offset, length);
    }
  }
}
