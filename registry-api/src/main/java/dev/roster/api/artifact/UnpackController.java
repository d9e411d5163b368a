package dev.roster.api.artifact;

import static dev.roster.http.request.RequestPart.QUERY;

import dev.roster.core.access.Principal;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.temporary.TemporaryFolder;
import dev.roster.core.unpack.ArchiveUpload;
import dev.roster.core.unpack.ArchiveUpload.Unpacked;
import dev.roster.core.unpack.IncomingFiles;
import dev.roster.core.unpack.UnpackSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/models/{name}/versions/{version}/artifacts")
class UnpackController {
  private final ArchiveUpload archives;
  private final UnpackSettings limits;
  private final TemporaryFolder temporary;

  UnpackController(ArchiveUpload archives, UnpackSettings limits, TemporaryFolder temporary) {
    this.temporary = temporary;
    this.archives = archives;
    this.limits = limits;
  }

  /** The files that were unpacked, by path. */
  record UnpackedBody(List<ArtifactBody> artifacts) {}

  @PutMapping
  ResponseEntity<UnpackedBody> unpack(
      VersionRef version,
      @RequestParam(defaultValue = "false") boolean unpack,
      @RequestParam(defaultValue = "") String prefix,
      HttpServletRequest request,
      Principal by)
      throws IOException {
    if (!unpack)
      throw Refused.invalid(
          QUERY.field("unpack"),
          "must be true for an archive that is unpacked; a single file is sent to"
              + " …/artifacts/{path}");
    ArchiveType type = ArchiveType.of(request.getHeader(HttpHeaders.CONTENT_TYPE));
    ArchiveBody body = new ArchiveBody(request, limits.maxSize().toBytes());
    try (IncomingFiles files = type.files(body, limits, temporary)) {
      Unpacked done = archives.unpack(version, prefix, files, EntityTags.of(request), by);
      return ResponseEntity.status(done.anyNew() ? HttpStatus.CREATED : HttpStatus.OK)
          .body(new UnpackedBody(done.artifacts().stream().map(ArtifactBody::of).toList()));
    }
  }
}
