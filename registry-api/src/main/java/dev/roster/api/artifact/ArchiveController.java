package dev.roster.api.artifact;

import dev.roster.core.access.Principal;
import dev.roster.core.artifact.ArtifactDownload;
import dev.roster.core.artifact.Content;
import dev.roster.core.artifact.SequentialDownload;
import dev.roster.core.artifact.StoredArtifact;
import dev.roster.core.consumer.Consumers;
import dev.roster.core.reference.VersionRef;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveOutputStream;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/models/{name}/versions/{version}")
class ArchiveController {
  private final ArtifactDownload downloads;
  private final Consumers consumers;

  ArchiveController(ArtifactDownload downloads, Consumers consumers) {
    this.downloads = downloads;
    this.consumers = consumers;
  }

  @GetMapping("/archive")
  void archive(
      VersionRef version, HttpServletRequest request, HttpServletResponse response, Principal by)
      throws IOException {
    ArchiveFormat format = ArchiveFormat.accepted(request.getHeader(HttpHeaders.ACCEPT));
    List<StoredArtifact> files = downloads.allToSend(version);
    Attachment.describe(
        response,
        format.mediaType(),
        "%s-%d.%s".formatted(version.model().name(), version.number(), format.suffix()));
    response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    if (request.getMethod().equals("HEAD")) return;
    consumers.downloaded(version, by);
    Sending.to(response, () -> write(files, format, response.getOutputStream()));
  }

  /**
   * Writes the archive. If this fails half-way, the archive has no end and the connection is cut.
   */
  private <E extends ArchiveEntry> void write(
      List<StoredArtifact> files, ArchiveFormat format, OutputStream to) throws IOException {
    @SuppressWarnings("unchecked") // a format creates the entries that its streams accept
    ArchiveOutputStream<E> archive = (ArchiveOutputStream<E>) format.open(to);
    SequentialDownload contents = downloads.inOrder(files);
    for (StoredArtifact file : files) {
      try (Content content = contents.next()) {
        @SuppressWarnings("unchecked")
        E entry = (E) format.entry(file.artifact());
        archive.putArchiveEntry(entry);
        content.writeTo(archive);
        archive.closeArchiveEntry();
      }
    }
    archive.finish();
    archive.flush();
  }
}
