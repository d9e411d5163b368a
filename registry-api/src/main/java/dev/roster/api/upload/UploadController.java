package dev.roster.api.upload;

import dev.roster.api.artifact.ArtifactBody;
import dev.roster.api.artifact.ArtifactUrl;
import dev.roster.api.artifact.EntityTags;
import dev.roster.api.artifact.RequestBytes;
import dev.roster.api.version.VersionBody;
import dev.roster.core.access.Principal;
import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.artifact.ArtifactUpload.Uploaded;
import dev.roster.core.digest.Sha256;
import dev.roster.core.page.PageRequest;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.upload.PartBytes;
import dev.roster.core.upload.PartedUpload;
import dev.roster.core.upload.PartedUpload.State;
import dev.roster.core.upload.PartedUploads;
import dev.roster.core.upload.PartedUploads.Completion;
import dev.roster.core.upload.Via;
import dev.roster.core.version.Versions;
import dev.roster.http.page.PageBody;
import dev.roster.http.page.Pages;
import dev.roster.http.revision.Revisions;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/models/{name}/versions/{version}/uploads")
class UploadController {
  private static final String RETRY_AFTER = "2";

  private final PartedUploads uploads;
  private final Versions versions;
  private final Pages pages;

  UploadController(PartedUploads uploads, Versions versions, Pages pages) {
    this.uploads = uploads;
    this.versions = versions;
    this.pages = pages;
  }

  @PostMapping
  ResponseEntity<UploadBody> open(
      VersionRef version,
      @RequestBody OpenUploadBody body,
      HttpServletRequest request,
      Principal by) {
    PartedUpload upload =
        uploads.open(
            version,
            new ArtifactPath(body.path()),
            body.size(),
            body.sha256() == null ? null : new Sha256(body.sha256()),
            body.via(),
            EntityTags.of(request),
            by);
    URI at = URI.create(request.getRequestURI() + "/" + upload.id());
    return ResponseEntity.created(at)
        .cacheControl(CacheControl.noStore())
        .body(withParts(upload, Set.of(), at.getPath(), by));
  }

  @GetMapping
  ResponseEntity<PageBody<UploadBody>> list(VersionRef version, PageRequest page, Principal by) {
    return pages.answer(uploads.list(version, page, by).map(UploadBody::of));
  }

  @GetMapping("/{upload}")
  ResponseEntity<UploadBody> get(
      VersionRef version, @PathVariable String upload, HttpServletRequest request, Principal by) {
    PartedUpload found = uploads.find(version, id(upload), by);
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(withParts(found, uploads.received(found), request.getRequestURI(), by));
  }

  private UploadBody withParts(
      PartedUpload upload, Set<Integer> received, String path, Principal by) {
    if (upload.state() != State.OPEN) return UploadBody.of(upload);
    return upload.via() == Via.STORE
        ? UploadBody.of(upload, received, uploads.sign(upload, by))
        : UploadBody.of(upload, received, path);
  }

  @PutMapping("/{upload}/parts/{number}")
  ResponseEntity<Void> put(
      VersionRef version,
      @PathVariable String upload,
      @PathVariable int number,
      HttpServletRequest request,
      Principal by)
      throws IOException {
    PartBytes bytes = new PartBytes(new RequestBytes(request));
    String tag =
        uploads.put(version, id(upload), number, bytes, request.getContentLengthLong(), by);
    return ResponseEntity.ok().eTag(tag).build();
  }

  @PutMapping("/{upload}")
  ResponseEntity<?> complete(
      VersionRef version, @PathVariable String upload, HttpServletRequest request, Principal by) {
    if (request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null)
      throw Refused.because(
          ProblemCode.MALFORMED_REQUEST,
          "An upload is completed without a body. Send the bytes to the URLs of its parts.");
    Completion done = uploads.complete(version, id(upload), EntityTags.of(request), by);
    Uploaded uploaded = done.uploaded();
    return uploaded == null ? verifying(version) : artifact(version, uploaded);
  }

  private ResponseEntity<VersionBody> verifying(VersionRef version) {
    var now = versions.read(version);
    return ResponseEntity.status(HttpStatus.ACCEPTED)
        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER)
        .eTag(Revisions.etag(now.revision()))
        .body(VersionBody.of(now));
  }

  private static ResponseEntity<ArtifactBody> artifact(VersionRef version, Uploaded uploaded) {
    ResponseEntity.BodyBuilder answer =
        uploaded.isNew()
            ? ResponseEntity.created(ArtifactUrl.of(version, uploaded.artifact().path()))
            : ResponseEntity.ok();
    return answer
        .eTag(EntityTags.of(uploaded.artifact()))
        .body(ArtifactBody.of(uploaded.artifact()));
  }

  @DeleteMapping("/{upload}")
  ResponseEntity<Void> abort(VersionRef version, @PathVariable String upload, Principal by) {
    uploads.abort(version, id(upload), by);
    return ResponseEntity.noContent().build();
  }

  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException malformed) {
      throw PartedUploads.missing();
    }
  }
}
