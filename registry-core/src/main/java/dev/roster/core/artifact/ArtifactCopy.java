package dev.roster.core.artifact;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.access.ModelAccess;
import dev.roster.core.access.ModelAccess.Reach;
import dev.roster.core.access.Permission;
import dev.roster.core.access.Principal;
import dev.roster.core.artifact.ArtifactStore.Attached;
import dev.roster.core.artifact.ArtifactUpload.Uploaded;
import dev.roster.core.audit.Action;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.blob.BlobRecordStore;
import dev.roster.core.problem.FieldFault;
import dev.roster.core.problem.FieldPath;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.VersionRef;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Copies a file of a version into a draft. No bytes move: both files have the same blob. */
@Service
public class ArtifactCopy {
  private static final FieldPath FROM = field("copyFrom");

  private final ModelAccess access;
  private final ArtifactStore artifacts;
  private final Artifacts catalog;
  private final BlobRecordStore blobs;
  private final AuditLog audit;
  private final Clock clock;

  ArtifactCopy(
      ModelAccess access,
      ArtifactStore artifacts,
      Artifacts catalog,
      BlobRecordStore blobs,
      AuditLog audit,
      Clock clock) {
    this.access = access;
    this.artifacts = artifacts;
    this.catalog = catalog;
    this.blobs = blobs;
    this.audit = audit;
    this.clock = clock;
  }

  /** The file to copy: a file of a draft, too, if the caller may read its model. */
  public record Source(String model, int version, String path) {}

  /**
   * Copies the file to the path, and replaces the file that was there.
   *
   * @throws Refused {@code model_not_found}, {@code version_not_found}, {@code artifact_not_found},
   *     {@code deleted}, {@code reclaimed} or {@code artifact_damaged} about the source; {@code
   *     version_immutable}, {@code path_conflict} or {@code stale} about the target
   */
  @Transactional
  public Uploaded copy(
      VersionRef version,
      ArtifactPath path,
      Source source,
      Precondition precondition,
      Principal by) {
    VersionRef from = about("version", () -> version(source, by));
    ArtifactPath named = about("path", () -> new ArtifactPath(source.path()));
    StoredArtifact found = about("path", () -> catalog.find(from, named));
    refuseDamaged(found);
    precondition.check(artifacts.find(version, path).map(StoredArtifact::artifact));
    artifacts.lockDraft(version);
    artifacts.refuseConflicts(version, List.of(path));
    Optional<Artifact> before = artifacts.lock(version, path).map(StoredArtifact::artifact);
    precondition.check(before);
    blobs.lock(
        Stream.concat(before.stream(), Stream.of(found.artifact())).map(Artifact::sha256).toList());
    StoredArtifact shared =
        about("path", () -> catalog.find(from, named)); // sees concurrent commits
    if (shared.blobId() != found.blobId())
      throw Refused.because(
          ProblemCode.CONFLICT,
          "The file to copy was replaced at this moment. Send the copy again.");
    refuseDamaged(shared);
    Artifact copy = new Artifact(path, shared.artifact().sha256(), shared.artifact().size());
    Instant now = clock.instant();
    Attached attached = artifacts.attach(version, path, shared.blobId(), by.name(), now);
    if (before.isEmpty() && attached != Attached.ADDED) // a concurrent upload was faster
    precondition.check(Optional.of(copy));
    if (attached != Attached.UNCHANGED)
      audit.append(
          Change.of(
              by.actor(),
              Action.ARTIFACT_UPLOADED,
              version,
              Map.of(
                  "path", path.text(),
                  "sha256", copy.sha256().hex(),
                  "size", copy.size(),
                  "copiedFrom", from + " " + named)));
    return new Uploaded(copy, attached == Attached.ADDED);
  }

  private VersionRef version(Source source, Principal by) {
    return Objects.requireNonNull(
        access
            .find(
                ModelAccess.nameOf(source.model()),
                source.version(),
                Reach.PRESENT,
                Permission.READ,
                by)
            .version());
  }

  private static void refuseDamaged(StoredArtifact file) {
    if (file.damaged()) throw about("path", ArtifactDamage.damaged(file.artifact()));
  }

  private static <T> T about(String member, Supplier<T> lookup) {
    try {
      return lookup.get();
    } catch (Refused refused) {
      throw about(member, refused);
    }
  }

  /** The refusal with the field that names the source, as the target might be meant, too. */
  private static Refused about(String member, Refused refused) {
    String detail = String.valueOf(refused.getMessage());
    return Refused.because(
            refused.code(),
            "The file to copy cannot be used. " + detail,
            List.of(new FieldFault(FROM.member(member), detail)))
        .with(refused.remedy().orElse(null))
        .leaving(refused.tombstone().orElse(null));
  }
}
