package dev.roster.api.upload;

import dev.roster.core.upload.PartedUpload;
import dev.roster.core.upload.PartedUploads.SignedUrls;
import dev.roster.core.upload.Parts;
import dev.roster.core.upload.Via;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The JSON body that describes an upload in parts.
 *
 * @param sha256 the digest that was announced, or found; null if it is not known yet
 * @param problem why the upload failed; null if it did not
 * @param parts empty in lists, and once the upload was completed
 */
record UploadBody(
    String id,
    String path,
    long size,
    @Nullable String sha256,
    long partSize,
    Via via,
    PartedUpload.State status,
    Instant expiresAt,
    @Nullable String problem,
    List<PartBody> parts) {
  /** A part: where it begins, whether the store has it, and where it is sent to until when. */
  record PartBody(
      int number, long offset, long size, boolean received, String url, Instant expiresAt) {}

  /** An upload without its parts. */
  static UploadBody of(PartedUpload upload) {
    return with(upload, List.of());
  }

  /** An open upload whose parts are sent to the server. */
  static UploadBody of(PartedUpload upload, Set<Integer> received, String path) {
    Parts parts = upload.parts();
    return with(
        upload,
        IntStream.rangeClosed(1, parts.count())
            .mapToObj(n -> part(parts, n, received, path + "/parts/" + n, upload.expiresAt()))
            .toList());
  }

  /** An open upload whose parts are sent to the store. */
  static UploadBody of(PartedUpload upload, Set<Integer> received, SignedUrls urls) {
    Parts parts = upload.parts();
    return with(
        upload,
        IntStream.rangeClosed(1, parts.count())
            .mapToObj(
                n ->
                    part(
                        parts,
                        n,
                        received,
                        urls.byNumber().get(n - 1).toString(),
                        urls.expiresAt()))
            .toList());
  }

  private static PartBody part(
      Parts parts, int number, Set<Integer> received, String url, Instant expiresAt) {
    return new PartBody(
        number,
        parts.offset(number),
        parts.size(number),
        received.contains(number),
        url,
        expiresAt);
  }

  private static UploadBody with(PartedUpload upload, List<PartBody> parts) {
    PartedUpload.Failure failure = upload.failure();
    return new UploadBody(
        upload.id().toString(),
        upload.path().text(),
        upload.parts().size(),
        upload.sha256() == null ? null : upload.sha256().hex(),
        upload.parts().partSize(),
        upload.via(),
        upload.state(),
        upload.expiresAt(),
        failure == null ? null : failure.code().wire() + ": " + failure.detail(),
        parts);
  }
}
