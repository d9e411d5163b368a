package dev.roster.api.monitoring;

import dev.roster.core.access.ModelAccess;
import dev.roster.core.access.Permission;
import dev.roster.core.access.Principal;
import dev.roster.core.monitoring.incident.Incident;
import dev.roster.core.monitoring.incident.Incidents;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.ModelRef;
import dev.roster.http.json.MergePatch;
import dev.roster.http.page.PageBody;
import dev.roster.http.page.Pages;
import dev.roster.http.revision.Revisions;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping("/api/v1/incidents")
class IncidentController {
  private final Incidents incidents;
  private final ModelAccess access;
  private final MergePatch patches;
  private final Pages pages;

  IncidentController(Incidents incidents, ModelAccess access, MergePatch patches, Pages pages) {
    this.incidents = incidents;
    this.access = access;
    this.patches = patches;
    this.pages = pages;
  }

  @GetMapping
  ResponseEntity<PageBody<IncidentBody>> list(
      @RequestParam(required = false) @Nullable String model,
      @RequestParam(required = false) @Nullable Boolean open,
      PageRequest page,
      Principal by) {
    ModelRef of =
        model == null
            ? null
            : access.modelEvenDeleted(ModelAccess.nameOf(model), Permission.READ, by);
    return pages.answer(incidents.list(of, open, by, page).map(IncidentBody::of));
  }

  @GetMapping("/{incident}")
  ResponseEntity<IncidentBody> read(@PathVariable UUID incident) {
    return answer(incidents.read(incident));
  }

  @PatchMapping("/{incident}")
  ResponseEntity<IncidentBody> annotate(
      @PathVariable UUID incident,
      @RequestBody ObjectNode patch,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      Principal by) {
    return answer(
        incidents.annotate(
            incident,
            remark ->
                patches
                    .apply(IncidentBody.Patch.of(remark), patch, IncidentBody.Patch.class)
                    .remark(),
            Revisions.expected(ifMatch),
            by));
  }

  private static ResponseEntity<IncidentBody> answer(Incident incident) {
    return ResponseEntity.ok()
        .eTag(Revisions.etag(incident.revision()))
        .body(IncidentBody.of(incident));
  }
}
