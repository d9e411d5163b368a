package dev.roster.core.artifact;

import dev.roster.core.blob.BlobStore;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.tombstone.Tombstones;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.springframework.stereotype.Service;

/** Reads the bytes of artifacts. A whole file is checked against its digest. */
@Service
public class ArtifactDownload {
  private final ArtifactStore artifacts;
  private final BlobStore store;
  private final ArtifactDamage damage;
  private final Tombstones tombstones;

  ArtifactDownload(
      ArtifactStore artifacts, BlobStore store, ArtifactDamage damage, Tombstones tombstones) {
    this.artifacts = artifacts;
    this.store = store;
    this.damage = damage;
    this.tombstones = tombstones;
  }

  /** All files of a version, by path. */
  public List<StoredArtifact> all(VersionRef version) {
    return artifacts.all(version);
  }

  /**
   * All files of a version, by path, to send them.
   *
   * @throws Refused {@code reclaimed}, {@code artifact_damaged}
   */
  public List<StoredArtifact> allToSend(VersionRef version) {
    List<StoredArtifact> files = all(version);
    if (files.isEmpty()) tombstones.refuseReclaimed(version);
    files.forEach(this::refuseDamaged);
    return files;
  }

  /** A handle of the file, which opens it only when it is read. */
  public ArtifactFile file(StoredArtifact file) {
    return new ArtifactFile(this, file);
  }

  /**
   * @throws Refused {@code artifact_damaged} when the store is known to have lost or altered the
   *     bytes
   */
  public void refuseDamaged(StoredArtifact file) {
    if (file.damaged()) throw ArtifactDamage.damaged(file.artifact());
  }

  /**
   * The whole file.
   *
   * @throws Refused {@code artifact_damaged}, {@code storage_unavailable}
   */
  public Content open(StoredArtifact file) {
    return content(file, stream(file, 0, file.artifact().size()));
  }

  Content content(StoredArtifact file, InputStream stream) {
    Artifact artifact = file.artifact();
    return new Content(() -> damaged(file), artifact.size(), artifact.sha256(), stream);
  }

  /** The files of a list, one after the other, each whole. */
  public SequentialDownload inOrder(List<StoredArtifact> files) {
    return new SequentialDownload(this, files);
  }

  /** What the store has of a small file. It is not checked yet. */
  byte[] fetch(StoredArtifact file) throws IOException {
    try (InputStream stream = stream(file, 0, file.artifact().size())) {
      return stream.readAllBytes();
    }
  }

  /**
   * A part of the file. The range is within the file.
   *
   * @throws Refused {@code artifact_damaged}, {@code storage_unavailable}
   */
  public Content openRange(StoredArtifact file, long offset, long length) {
    return new Content(() -> damaged(file), length, null, stream(file, offset, length));
  }

  private InputStream stream(StoredArtifact file, long offset, long length) {
    refuseDamaged(file);
    return store.read(file.key(), offset, length).orElseThrow(() -> damaged(file));
  }

  private Refused damaged(StoredArtifact file) {
    damage.found(file.blobId(), file.key(), file.artifact().sha256());
    return ArtifactDamage.damaged(file.artifact());
  }
}
