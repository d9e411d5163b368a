package dev.roster.api.artifact;

import dev.roster.core.access.Principal;
import dev.roster.core.artifact.ArtifactCopy;
import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.artifact.ArtifactUpload.Uploaded;
import dev.roster.core.reference.VersionRef;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/models/{name}/versions/{version}/artifacts")
class CopyController {
  private final ArtifactCopy copies;

  CopyController(ArtifactCopy copies) {
    this.copies = copies;
  }

  @PostMapping
  ResponseEntity<ArtifactBody> copy(
      VersionRef version, @RequestBody CopyBody body, HttpServletRequest request, Principal by) {
    ArtifactPath path = new ArtifactPath(body.path());
    Uploaded done = copies.copy(version, path, body.copyFrom(), EntityTags.of(request), by);
    ResponseEntity.BodyBuilder answer =
        done.isNew() ? ResponseEntity.created(ArtifactUrl.of(version, path)) : ResponseEntity.ok();
    return answer.eTag(EntityTags.of(done.artifact())).body(ArtifactBody.of(done.artifact()));
  }
}
