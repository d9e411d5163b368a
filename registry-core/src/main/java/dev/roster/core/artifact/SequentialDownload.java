package dev.roster.core.artifact;

import dev.roster.core.blob.ReadAhead;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Files that are opened one after the other. While one is sent, other threads fetch the bytes of
 * the small ones that follow, as each is a round trip to the store. A large file is opened when it
 * is its turn.
 */
public final class SequentialDownload {
  private static final int SMALL = 256 * 1024;
  private static final int AHEAD = 8;

  private final ArtifactDownload download;
  private final Iterator<StoredArtifact> rest;
  private final Deque<Coming> coming = new ArrayDeque<>();

  SequentialDownload(ArtifactDownload download, List<StoredArtifact> files) {
    this.download = download;
    this.rest = files.iterator();
  }

  private record Coming(StoredArtifact file, @Nullable CompletableFuture<byte[]> bytes) {}

  /**
   * The next file. There are as many as in the list.
   *
   * @throws dev.roster.core.problem.Refused {@code artifact_damaged}, {@code storage_unavailable}
   * @throws IOException the connection to the store broke
   */
  public Content next() throws IOException {
    while (coming.size() <= AHEAD && rest.hasNext()) coming.add(begin(rest.next()));
    Coming next = coming.remove();
    CompletableFuture<byte[]> bytes = next.bytes();
    return bytes == null
        ? download.open(next.file())
        : download.content(next.file(), new ByteArrayInputStream(ReadAhead.await(bytes)));
  }

  private Coming begin(StoredArtifact file) {
    if (file.artifact().size() > SMALL) return new Coming(file, null);
    return new Coming(file, CompletableFuture.supplyAsync(() -> fetch(file), ReadAhead.READERS));
  }

  private byte[] fetch(StoredArtifact file) {
    try {
      return download.fetch(file);
    } catch (IOException broken) {
      throw new CompletionException(broken);
    }
  }
}
