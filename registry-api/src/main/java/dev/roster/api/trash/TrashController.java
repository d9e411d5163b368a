package dev.roster.api.trash;

import dev.roster.api.model.ModelBody;
import dev.roster.api.version.VersionBody;
import dev.roster.core.access.Principal;
import dev.roster.core.model.Model;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.trash.Trash;
import dev.roster.core.version.Version;
import dev.roster.http.page.PageBody;
import dev.roster.http.page.Pages;
import dev.roster.http.revision.Revisions;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class TrashController {
  private final Trash trash;
  private final Pages pages;

  TrashController(Trash trash, Pages pages) {
    this.trash = trash;
    this.pages = pages;
  }

  @GetMapping("/trash")
  ResponseEntity<PageBody<TrashedBody>> list(PageRequest page, Principal by) {
    return pages.answer(trash.list(by, page).map(TrashedBody::of));
  }

  @PostMapping("/models/{name}/restore")
  ResponseEntity<ModelBody> restore(ModelRef model, Principal by) {
    Model restored = trash.restore(model, by);
    return ResponseEntity.ok()
        .eTag(Revisions.etag(restored.revision()))
        .body(ModelBody.of(restored));
  }

  @PostMapping("/models/{name}/purge")
  ResponseEntity<Void> purge(ModelRef model, Principal by) {
    trash.purge(model, by);
    return ResponseEntity.noContent().build();
  }

  @PostMapping("/models/{name}/versions/{version}/restore")
  ResponseEntity<VersionBody> restore(VersionRef version, Principal by) {
    Version restored = trash.restore(version, by);
    return ResponseEntity.ok()
        .eTag(Revisions.etag(restored.revision()))
        .body(VersionBody.of(restored));
  }

  @PostMapping("/models/{name}/versions/{version}/purge")
  ResponseEntity<Void> purge(VersionRef version, Principal by) {
    trash.purge(version, by);
    return ResponseEntity.noContent().build();
  }
}
