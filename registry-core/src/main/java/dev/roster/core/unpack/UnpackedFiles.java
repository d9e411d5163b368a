package dev.roster.core.unpack;

import dev.roster.core.artifact.Artifact;
import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.artifact.RunningUploads;
import dev.roster.core.artifact.UploadStore.Upload;
import dev.roster.core.blob.BlobStore;
import dev.roster.core.digest.HashingStream;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.unpack.UnpackTransactions.Arrived;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of an archive on their way to the store, each under a key of its own. Small files are
 * sent side by side, a few megabytes at a time; a larger one is sent as it is read. Unless they are
 * kept, all are given up when this is closed.
 */
final class UnpackedFiles implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UnpackedFiles.class);

  private static final int SMALL = 256 << 10;
  private static final int MAX_HELD = 4 << 20;
  private static final int MAX_FILES_HELD = 64;
  private static final ExecutorService SENDERS =
      Executors.newFixedThreadPool(
          8,
          task -> {
            Thread thread = new Thread(task, "artifact-unpack");
            thread.setDaemon(true);
            return thread;
          });

  private final UnpackTransactions transactions;
  private final RunningUploads running;
  private final BlobStore store;
  private final long maxSize;
  private final Function<List<ArtifactPath>, List<Upload>> open;

  private final List<Upload> opened = new ArrayList<>();
  private final List<RunningUploads.Running> leases = new ArrayList<>();
  private final List<Arrived> arrived = new ArrayList<>();
  private final List<Held> held = new ArrayList<>();
  private long heldBytes;
  private boolean kept;

  private record Held(ArtifactPath path, byte[] bytes) {}

  /**
   * @param maxSize the largest size of one file
   * @param open opens uploads of files to these paths
   */
  UnpackedFiles(
      UnpackTransactions transactions,
      RunningUploads running,
      BlobStore store,
      long maxSize,
      Function<List<ArtifactPath>, List<Upload>> open) {
    this.transactions = transactions;
    this.running = running;
    this.store = store;
    this.maxSize = maxSize;
    this.open = open;
  }

  /** Takes the bytes of the file. */
  void add(ArtifactPath path, IncomingFiles.File file) {
    try {
      byte[] head = file.bytes().readNBytes(SMALL + 1);
      if (head.length <= SMALL) {
        hold(path, file.name(), head);
        return;
      }
      send();
      InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), file.bytes());
      arrived.add(put(uploads(List.of(path)).get(0), path, file.name(), whole));
    } catch (IOException broken) {
      throw ArchiveEntryFault.unreadable(file.name(), "cannot be read", broken);
    }
  }

  private void hold(ArtifactPath path, String name, byte[] bytes) {
    if (bytes.length > maxSize) throw tooLarge(name, maxSize);
    held.add(new Held(path, bytes));
    heldBytes += bytes.length;
    if (heldBytes >= MAX_HELD || held.size() >= MAX_FILES_HELD) send();
  }

  private static Refused tooLarge(String name, long limit) {
    return ArchiveEntryFault.tooLarge(
        name,
        "has more than %d bytes, which is the limit of a file here (roster.artifacts.max-size)"
            .formatted(limit));
  }

  private List<Upload> uploads(List<ArtifactPath> paths) {
    List<Upload> uploads = open.apply(paths);
    opened.addAll(uploads);
    uploads.forEach(upload -> leases.add(running.start(upload.id())));
    return uploads;
  }

  private Arrived put(Upload upload, ArtifactPath path, String name, InputStream bytes)
      throws IOException {
    HashingStream stream = new HashingStream(bytes, maxSize, limit -> tooLarge(name, limit));
    store.put(upload.key(), stream);
    return new Arrived(upload, new Artifact(path, stream.sha256(), stream.count()));
  }

  /** Sends the small files that are held. */
  private void send() {
    if (held.isEmpty()) return;
    List<Upload> uploads = uploads(held.stream().map(Held::path).toList());
    List<Future<Arrived>> sent = new ArrayList<>();
    for (int i = 0; i < uploads.size(); i++) {
      Upload upload = uploads.get(i);
      Held file = held.get(i);
      sent.add(
          SENDERS.submit(
              () ->
                  put(
                      upload,
                      file.path(),
                      file.path().text(),
                      new ByteArrayInputStream(file.bytes()))));
    }
    held.clear();
    heldBytes = 0;
    awaitAll(sent);
  }

  /** Waits for all, even if one fails, so that no byte is sent after the uploads are given up. */
  private void awaitAll(List<Future<Arrived>> sent) {
    RuntimeException failure = null;
    for (Future<Arrived> each : sent) {
      try {
        arrived.add(each.get());
      } catch (ExecutionException failed) {
        failure = failed.getCause() instanceof RuntimeException cause ? cause : broken(failed);
      } catch (InterruptedException stopped) {
        sent.forEach(file -> file.cancel(true));
        Thread.currentThread().interrupt();
        throw new CancellationException("the server stops");
      }
    }
    if (failure != null) throw failure;
  }

  private static Refused broken(ExecutionException failed) {
    return Refused.because(
        ProblemCode.STORAGE_UNAVAILABLE,
        "The object store failed. Nothing was stored; try again.",
        failed);
  }

  /** Sends the last files, and says what has arrived. */
  List<Arrived> finish() {
    send();
    return List.copyOf(arrived);
  }

  /** The files are recorded, so they stay. */
  void keep() {
    kept = true;
  }

  @Override
  public void close() {
    leases.forEach(RunningUploads.Running::close);
    if (kept || opened.isEmpty()) return;
    try {
      transactions.abort(opened);
    } catch (RuntimeException failed) { // the uploads are aborted when their leases end
      LOG.warn("{} uploads of an archive stay open until they expire", opened.size(), failed);
    }
  }
}
