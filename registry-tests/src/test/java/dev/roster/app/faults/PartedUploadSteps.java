package dev.roster.app.faults;

import dev.roster.app.faults.ExpectedVersion.Status;
import dev.roster.app.faults.FaultyCalls.Answer;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Uploads in parts, which are completed, resumed, aborted, or abandoned at any point. */
final class PartedUploadSteps {
  private static final int TWO_PARTS = (16 << 20) + 5;
  private static final long PATIENCE = 60_000_000_000L;
  private static final long PAUSE = 20_000_000L;

  private final ClientFiles files;
  private final Random random;
  private final FaultyCalls calls;
  private final Ledger ledger;
  private final Supplier<String> keys;
  private final boolean takesPartsFromClients;
  private int late;

  /**
   * @param keys fresh idempotency keys
   * @param takesPartsFromClients whether the store can be reached by clients
   */
  PartedUploadSteps(
      ClientFiles files,
      FaultyCalls calls,
      Ledger ledger,
      Supplier<String> keys,
      boolean takesPartsFromClients) {
    this.files = files;
    this.random = files.random();
    this.calls = calls;
    this.ledger = ledger;
    this.keys = keys;
    this.takesPartsFromClients = takesPartsFromClients;
  }

  /**
   * An upload that was opened.
   *
   * @param lies whether another digest than that of the bytes was announced
   */
  private record Opened(
      ExpectedVersion version, String path, byte[] bytes, boolean lies, String url, long begun) {
    boolean mayHaveExpired() {
      return System.nanoTime() - begun >= FaultyServer.EXPIRY.toNanos();
    }

    String sha256() {
      return ClientFiles.sha256(bytes);
    }
  }

  void step(ExpectedVersion version) {
    int then = random.nextInt(8);
    boolean isLeft = then == 0; // it is verified at some time, so nobody else may use its path
    String path = isLeft ? "late-" + late++ : files.path();
    Opened upload = open(version, path);
    if (upload == null) return;
    if (then == 1) return;
    if (!sendAll(upload, then == 2)) return;
    switch (then) {
      case 0 -> leaveToServer(upload);
      case 2 -> {} // abandoned with some of its parts
      case 3 -> abort(upload);
      case 4 -> completeBesideAbort(upload);
      default -> complete(upload);
    }
  }

  private @Nullable Opened open(ExpectedVersion version, String path) {
    byte[] bytes = files.own(random.nextInt(6) == 0 ? TWO_PARTS : 1 + random.nextInt(30_000));
    boolean lies = random.nextInt(8) == 0;
    String announced = lies ? "0".repeat(64) : ClientFiles.sha256(bytes);
    String via = takesPartsFromClients && random.nextBoolean() ? "store" : "server";
    String json =
        "{\"path\":\"%s\",\"size\":%d,\"via\":\"%s\"%s}"
            .formatted(
                path,
                bytes.length,
                via,
                lies || random.nextBoolean() ? ",\"sha256\":\"" + announced + "\"" : "");
    String uploads = version.url() + "/uploads";
    long begun = System.nanoTime();
    boolean hasKey = random.nextBoolean();
    Answer opened = hasKey ? calls.post(uploads, json, keys.get()) : calls.post(uploads, json);
    ledger.refused(version, opened);
    if (!opened.isDone()) return null;
    version.is(Status.DRAFT);
    String url = uploads + "/" + opened.json().path("id").asString();
    return new Opened(version, path, bytes, lies, url, begun);
  }

  /** Sends the parts, as a client does that resumes. Returns false if the upload is gone. */
  private boolean sendAll(Opened upload, boolean notAll) {
    Answer now = untilTold(upload, () -> calls.get(upload.url()));
    if (!now.isDone()) return isGone(upload, now);
    List<JsonNode> parts = new ArrayList<>();
    now.json().path("parts").forEach(parts::add);
    Collections.shuffle(parts, random);
    if (notAll) parts.remove(0);
    for (JsonNode part : parts) {
      Answer sent = untilTold(upload, () -> send(upload, part));
      if (!sent.isDone()) return isGone(upload, sent);
    }
    return true;
  }

  private Answer send(Opened upload, JsonNode part) {
    URI url = URI.create(part.path("url").asString());
    int from = part.path("offset").asInt();
    byte[] bytes = Arrays.copyOfRange(upload.bytes(), from, from + part.path("size").asInt());
    return url.isAbsolute()
        ? calls.putToStore(url, bytes)
        : calls.put(url.toString(), BodyPublishers.ofByteArray(bytes));
  }

  private void complete(Opened upload) {
    completed(upload, untilTold(upload, () -> completing(upload)));
  }

  private Answer completing(Opened upload) {
    return calls.put(upload.url(), BodyPublishers.noBody());
  }

  private void completed(Opened upload, Answer answer) {
    if (answer.code().equals("digest_mismatch") && upload.lies()) return;
    if (answer.isDone() && upload.lies()) calls.report("other bytes than announced", answer);
    if (answer.isDone() || isGone(upload, answer))
      ledger.uploaded(upload.version(), upload.path(), Map.of(upload.sha256(), answer));
  }

  /** The client dies before it hears of the end of a verification. */
  private void leaveToServer(Opened upload) {
    completing(upload);
    if (!upload.lies()) upload.version().mayHave(upload.path(), upload.sha256());
  }

  private void abort(Opened upload) {
    Answer aborted = untilTold(upload, () -> calls.delete(upload.url()));
    if (aborted.isDone() || aborted.code().equals("upload_not_found")) return;
    isGone(upload, aborted);
  }

  /** One of both has its effect. */
  private void completeBesideAbort(Opened upload) {
    CompletableFuture<Answer> first =
        calls.sendAsync("PUT", upload.url(), BodyPublishers.noBody(), Map.of());
    Answer aborted = untilTold(upload, () -> calls.delete(upload.url()));
    first.join();
    Answer completed = untilTold(upload, () -> completing(upload));
    if (aborted.isDone() && completed.isDone())
      calls.report("an upload was aborted and completed: " + upload.url(), completed);
    if (completed.isDone()) completed(upload, completed);
  }

  /** Asks again until the outcome is known. */
  private Answer untilTold(Opened upload, Supplier<Answer> call) {
    long end = System.nanoTime() + PATIENCE;
    while (true) {
      Answer answer = call.get();
      boolean passes =
          answer.isUnknown()
              || List.of(202, 429, 503).contains(answer.status())
              || answer.code().equals("conflict");
      if (!passes) return answer;
      if (System.nanoTime() > end) {
        calls.report("no end of " + upload.url(), answer);
        return answer;
      }
      LockSupport.parkNanos(PAUSE);
    }
  }

  /** An upload may be gone since its time has passed, or its version takes no files. */
  private boolean isGone(Opened upload, Answer answer) {
    ledger.refused(upload.version(), answer);
    boolean isFair = answer.status() == 410 || upload.mayHaveExpired();
    if (!isFair) calls.report("an upload that was open is gone: " + upload.url(), answer);
    return false;
  }
}
