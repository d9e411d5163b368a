package dev.roster.api.artifact;

import dev.roster.core.access.Principal;
import dev.roster.core.artifact.Artifact;
import dev.roster.core.artifact.ArtifactDownload;
import dev.roster.core.artifact.ArtifactUpload;
import dev.roster.core.artifact.ArtifactUpload.Uploaded;
import dev.roster.core.artifact.Artifacts;
import dev.roster.core.artifact.Content;
import dev.roster.core.artifact.Precondition;
import dev.roster.core.artifact.StoredArtifact;
import dev.roster.core.consumer.Consumers;
import dev.roster.core.page.PageRequest;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.VersionRef;
import dev.roster.http.page.PageBody;
import dev.roster.http.page.Pages;
import dev.roster.http.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/models/{name}/versions/{version}/artifacts")
class ArtifactController {
  private static final String OCTETS = "application/octet-stream";

  private final ArtifactUpload uploads;
  private final ArtifactDownload downloads;
  private final Artifacts catalog;
  private final Consumers consumers;
  private final Pages pages;

  ArtifactController(
      ArtifactUpload uploads,
      ArtifactDownload downloads,
      Artifacts catalog,
      Consumers consumers,
      Pages pages) {
    this.uploads = uploads;
    this.downloads = downloads;
    this.catalog = catalog;
    this.consumers = consumers;
    this.pages = pages;
  }

  @GetMapping
  ResponseEntity<PageBody<ArtifactBody>> list(VersionRef version, PageRequest page) {
    return pages.answer(catalog.list(version, page).map(ArtifactBody::of));
  }

  @PutMapping("/{*path}")
  ResponseEntity<ArtifactBody> put(VersionRef version, HttpServletRequest request, Principal by)
      throws IOException {
    Uploaded done =
        uploads.upload(
            version,
            RequestedPath.of(request),
            new RequestBytes(request),
            request.getContentLengthLong(),
            EntityTags.precondition(request),
            by);
    ResponseEntity.BodyBuilder answer =
        done.isNew()
            ? ResponseEntity.created(URI.create(request.getRequestURI()))
            : ResponseEntity.ok();
    return answer.eTag(EntityTags.of(done.artifact())).body(ArtifactBody.of(done.artifact()));
  }

  @DeleteMapping("/{*path}")
  ResponseEntity<Void> delete(VersionRef version, HttpServletRequest request, Principal by) {
    catalog.remove(version, RequestedPath.of(request), EntityTags.precondition(request), by);
    return ResponseEntity.noContent().build();
  }

  @GetMapping("/{*path}")
  void get(
      VersionRef version, HttpServletRequest request, HttpServletResponse response, Principal by)
      throws IOException {
    StoredArtifact file = catalog.find(version, RequestedPath.of(request));
    Artifact artifact = file.artifact();
    EntityTags conditions = EntityTags.of(request);
    if (!conditions.holdsIfMatch(artifact)) throw Precondition.stale();
    String tag = EntityTags.of(artifact);
    response.setHeader("ETag", tag);
    response.setHeader("Accept-Ranges", "bytes");
    Attachment.describe(response, OCTETS, artifact.path().fileName());
    boolean headOnly = request.getMethod().equals("HEAD");
    if (!headOnly) consumers.downloaded(version, by);
    if (conditions.isKnown(artifact)) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    response.setHeader("Repr-Digest", Digests.of(artifact.sha256()));
    ByteRange range = headOnly ? null : ByteRange.of(request, tag, artifact.size());
    if (range == ByteRange.NOWHERE) outside(response, artifact);
    else if (range != null) part(response, file, range);
    else whole(response, file, headOnly);
  }

  private void whole(HttpServletResponse response, StoredArtifact file, boolean headOnly)
      throws IOException {
    downloads.refuseDamaged(file);
    response.setContentLengthLong(file.artifact().size());
    if (headOnly) return;
    try (Content content = downloads.open(file)) {
      Sending.to(response, () -> content.writeTo(response.getOutputStream()));
    }
  }

  private void part(HttpServletResponse response, StoredArtifact file, ByteRange range)
      throws IOException {
    try (Content content = downloads.openRange(file, range.from(), range.length())) {
      response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
      response.setHeader("Content-Range", range.contentRange(file.artifact().size()));
      response.setContentLengthLong(range.length());
      Sending.to(response, () -> content.writeTo(response.getOutputStream()));
    }
  }

  private static void outside(HttpServletResponse response, Artifact artifact) throws IOException {
    Problems.write(
        response,
        Refused.because(
            ProblemCode.RANGE_NOT_SATISFIABLE,
            "The file has "
                + artifact.size()
                + " bytes; the range begins after the end of the file."),
        Map.of("Content-Range", "bytes */" + artifact.size()));
  }
}
