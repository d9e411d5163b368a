package dev.roster.core.upload;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.access.Permission;
import dev.roster.core.access.Principal;
import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.artifact.ArtifactUpload.Uploaded;
import dev.roster.core.artifact.Precondition;
import dev.roster.core.digest.Sha256;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.upload.PartedUpload.Failure;
import dev.roster.core.upload.PartedUpload.State;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Uploads of large files in parts. The parts arrive in any order and survive a break of client or
 * server. Once all are there, the whole is read and hashed before it belongs to the version.
 */
@Service
public class PartedUploads {
  private static final int SHOWN_RANGES = 20;

  private final PartedUploadStore uploads;
  private final PartedUploadTransactions transactions;
  private final PartStores stores;
  private final PartMemory memory;
  private final Verification verification;
  private final UploadSettings settings;
  private final Clock clock;

  PartedUploads(
      PartedUploadStore uploads,
      PartedUploadTransactions transactions,
      PartStores stores,
      PartMemory memory,
      Verification verification,
      UploadSettings settings,
      Clock clock) {
    this.uploads = uploads;
    this.transactions = transactions;
    this.stores = stores;
    this.memory = memory;
    this.verification = verification;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Opens an upload into a draft.
   *
   * @param size bytes of the whole file
   * @param announced the digest of the whole, against which it is checked; null if it is not known
   * @param via null: straight to the store if clients are known to reach it
   * @throws Refused {@code invalid_field}, {@code too_large}, {@code version_immutable}, {@code
   *     path_conflict}, {@code stale}, {@code storage_unavailable}
   */
  public PartedUpload open(
      VersionRef version,
      ArtifactPath path,
      long size,
      @Nullable Sha256 announced,
      @Nullable Via via,
      Precondition precondition,
      Principal by) {
    Via way = via == null ? stores.usual() : via;
    requireSize(size, way);
    PartedUpload upload =
        transactions.open(version, path, Parts.of(size), announced, way, precondition, by);
    String key = upload.object().key();
    String handle = begin(upload);
    if (!transactions.begun(upload, handle, by)) {
      stores.by(way).abort(new PartedObject(key, handle));
      throw Refused.because(
          ProblemCode.STORAGE_UNAVAILABLE,
          "The store was too slow to begin the upload. Try again.");
    }
    return find(version, upload.id(), by);
  }

  private String begin(PartedUpload upload) {
    try {
      return stores.by(upload.via()).begin(upload.object().key());
    } catch (Refused refused) {
      transactions.neverBegun(upload);
      throw refused;
    }
  }

  private void requireSize(long size, Via via) {
    if (size < 1)
      throw Refused.invalid(
          field("size"), "must be 1 or more; upload an empty file by one PUT", size);
    long most = settings.maxSize().toBytes();
    if (size > most)
      throw tooLarge(size, most, "Split the file, or raise roster.uploads.max-size.");
    if (via == Via.SERVER && size > Parts.MAX_SIZE_VIA_SERVER)
      throw tooLarge(
          size,
          Parts.MAX_SIZE_VIA_SERVER,
          "Through the server there are no more; send the parts straight to the store, via store.");
  }

  private static Refused tooLarge(long size, long most, String remedy) {
    return Refused.because(
        ProblemCode.TOO_LARGE,
        "A file that is uploaded in parts has at most %d bytes; this one has %d. %s"
            .formatted(most, size, remedy));
  }

  /**
   * The upload, which the caller opened; who may delete the version sees those of others, too.
   *
   * @throws Refused {@code upload_not_found}
   */
  public PartedUpload find(VersionRef version, UUID id, Principal by) {
    return uploads
        .find(version, id)
        .filter(upload -> !upload.isGone())
        .filter(upload -> upload.owner().equals(by.id()) || seesAll(version, by))
        .orElseThrow(PartedUploads::missing);
  }

  /** The uploads of the version that have not ended, the oldest first. */
  public Page<PartedUpload> list(VersionRef version, PageRequest page, Principal by) {
    return uploads.list(version, seesAll(version, by) ? null : by.id(), page);
  }

  private static boolean seesAll(VersionRef version, Principal by) {
    return by.may(Permission.DELETE, version.model());
  }

  /** The numbers of the parts that the store has with their right size. */
  public Set<Integer> received(PartedUpload upload) {
    if (upload.state() != State.OPEN) return Set.of();
    Parts parts = upload.parts();
    Map<Integer, Long> sizes = stores.by(upload.via()).list(upload.object());
    return sizes.entrySet().stream()
        .filter(part -> parts.has(part.getKey()) && part.getValue() == parts.size(part.getKey()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** URLs by which parts can be sent to the store, and until when. */
  public record SignedUrls(List<URI> byNumber, Instant expiresAt) {}

  /** Signs a URL for each part of an open upload that goes straight to the store. */
  public SignedUrls sign(PartedUpload upload, Principal by) {
    transactions.signed(upload, by);
    DirectPartStore store = stores.direct();
    Instant expiresAt = clock.instant().plus(settings.urlLifetime());
    List<URI> urls =
        IntStream.rangeClosed(1, upload.parts().count())
            .mapToObj(
                number ->
                    store.sign(
                        upload.object(),
                        number,
                        upload.parts().size(number),
                        settings.urlLifetime()))
            .toList();
    return new SignedUrls(urls, expiresAt);
  }

  /**
   * Stores a part, and replaces the one of this number.
   *
   * @param announcedSize the size that the client announced, or −1
   * @return the entity tag of its bytes
   * @throws Refused {@code upload_not_found}; {@code invalid_field} for another length than the
   *     part has; {@code conflict}, {@code digest_mismatch}, {@code too_many_requests}, {@code
   *     parts_lost}, {@code storage_unavailable}; then the part is as it was
   */
  public String put(
      VersionRef version, UUID id, int number, PartBytes bytes, long announcedSize, Principal by) {
    PartedUpload upload = findOpen(version, id, by);
    if (upload.via() == Via.STORE)
      throw Refused.because(
          ProblemCode.INVALID_FIELD,
          "The parts of this upload go straight to the store: PUT them to the URLs of the upload."
              + " To send them through the server, open the upload with \"via\": \"server\".");
    Parts parts = upload.parts();
    if (!parts.has(number))
      throw Refused.invalid(
          field("number"), "must be a part's number, from 1 to " + parts.count(), number);
    int size = Math.toIntExact(parts.size(number));
    if (announcedSize >= 0 && announcedSize != size) throw PartBytes.otherLength(number, size);
    return memory.lend(
        size,
        buffer -> {
          bytes.readInto(buffer, number);
          stores.by(Via.SERVER).put(upload.object(), number, parts.offset(number), buffer);
          return PartBytes.tag(buffer);
        });
  }

  /**
   * The result of a completion.
   *
   * @param uploaded null while the file is still being hashed
   */
  public record Completion(@Nullable Uploaded uploaded) {}

  /**
   * Completes the upload, once all parts are there. A large file is hashed after the answer; the
   * same call again tells the result.
   *
   * @throws Refused {@code upload_not_found}, {@code parts_missing}, {@code digest_mismatch},
   *     {@code stale}, {@code version_immutable}, {@code path_conflict}, {@code parts_lost}, {@code
   *     storage_unavailable}
   */
  public Completion complete(VersionRef version, UUID id, Precondition precondition, Principal by) {
    PartedUpload upload = find(version, id, by);
    return switch (upload.state()) {
      case OPEN -> complete(live(upload), precondition, by);
      case VERIFYING -> new Completion(null);
      case DONE -> new Completion(new Uploaded(Verification.artifact(upload), false));
      case ABORTED -> throw Objects.requireNonNull(upload.failure()).refused();
    };
  }

  private Completion complete(PartedUpload upload, Precondition precondition, Principal by) {
    requireAllParts(upload);
    boolean isLarge = upload.parts().size() > settings.verifyAtOnce().toBytes();
    Optional<PartedUpload> claimed = transactions.beginVerifying(upload, isLarge, precondition);
    if (claimed.isEmpty()) // another call was faster
    return complete(upload.version(), upload.id(), precondition, by);
    if (isLarge) return new Completion(null);
    return new Completion(verification.verify(claimed.get(), precondition));
  }

  private void requireAllParts(PartedUpload upload) {
    List<Integer> missing = upload.parts().without(received(upload));
    if (missing.isEmpty()) return;
    throw Refused.because(
        ProblemCode.PARTS_MISSING,
        "%d of %d parts are missing: %s. Send them, then complete the upload again."
            .formatted(
                missing.size(), upload.parts().count(), Parts.ranges(missing, SHOWN_RANGES)));
  }

  /**
   * Ends the upload and deletes its parts.
   *
   * @throws Refused {@code upload_not_found}
   */
  public void abort(VersionRef version, UUID id, Principal by) {
    PartedUpload upload = find(version, id, by);
    boolean hasEnded = upload.state() == State.DONE || upload.state() == State.ABORTED;
    if (hasEnded) throw ended("There is nothing to abort", upload);
    if (!verification.abort(upload, null))
      throw ended("There is nothing to abort", find(version, id, by)); // another call was faster
    transactions.aborted(upload, by);
  }

  private PartedUpload findOpen(VersionRef version, UUID id, Principal by) {
    PartedUpload upload = find(version, id, by);
    if (upload.state() != State.OPEN) throw ended("The upload takes no more parts", upload);
    return live(upload);
  }

  private static Refused ended(String what, PartedUpload upload) {
    Failure failure = upload.failure();
    String why =
        failure == null
            ? "it was completed."
            : "it failed. %s Open a new upload.".formatted(failure.detail());
    return Refused.because(ProblemCode.UPLOAD_NOT_FOUND, what + ": " + why);
  }

  /** A time that has passed ends an upload even before a background job does. */
  private PartedUpload live(PartedUpload upload) {
    if (!upload.expiresAt().isAfter(clock.instant())) throw missing();
    return upload;
  }

  /** The refusal of an id that leads to no upload. */
  public static Refused missing() {
    return Refused.because(
        ProblemCode.UPLOAD_NOT_FOUND,
        "The version has no such upload: it was never opened, was aborted, or has expired.");
  }
}
