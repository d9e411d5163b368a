package dev.roster.api.retirement;

import dev.roster.core.access.Principal;
import dev.roster.core.consumer.Consumers;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.retirement.RetirementProgress;
import dev.roster.core.retirement.Retirements;
import dev.roster.core.retirement.Sunsets;
import dev.roster.http.json.MergePatch;
import dev.roster.http.page.PageBody;
import dev.roster.http.page.Pages;
import dev.roster.http.revision.Revisions;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping("/api/v1/models/{name}/versions/{version}")
class RetirementController {
  private final Retirements retirements;
  private final Sunsets sunsets;
  private final Consumers consumers;
  private final MergePatch patches;
  private final Pages pages;

  RetirementController(
      Retirements retirements,
      Sunsets sunsets,
      Consumers consumers,
      MergePatch patches,
      Pages pages) {
    this.retirements = retirements;
    this.sunsets = sunsets;
    this.consumers = consumers;
    this.patches = patches;
    this.pages = pages;
  }

  @PostMapping("/retirement")
  ResponseEntity<RetirementBody> announce(
      VersionRef version, @RequestBody AnnouncementBody body, Principal by) {
    retirements.announce(version, body.announcement(), by);
    URI place =
        URI.create(
            "/api/v1/models/%s/versions/%d/retirement"
                .formatted(version.model().name(), version.number()));
    return answer(ResponseEntity.created(place), version, by);
  }

  @GetMapping("/retirement")
  ResponseEntity<RetirementBody> read(VersionRef version, Principal by) {
    return answer(ResponseEntity.ok(), version, by);
  }

  @PatchMapping("/retirement")
  ResponseEntity<RetirementBody> change(
      VersionRef version,
      @RequestBody ObjectNode patch,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      Principal by) {
    retirements.change(
        version,
        was ->
            patches.apply(AnnouncementBody.of(was), patch, AnnouncementBody.class).announcement(),
        Revisions.expected(ifMatch),
        by);
    return answer(ResponseEntity.ok(), version, by);
  }

  @DeleteMapping("/retirement")
  ResponseEntity<Void> withdraw(
      VersionRef version,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      Principal by) {
    retirements.withdraw(version, Revisions.expected(ifMatch), by);
    return ResponseEntity.noContent().build();
  }

  private ResponseEntity<RetirementBody> answer(
      ResponseEntity.BodyBuilder answer, VersionRef version, Principal reader) {
    RetirementProgress progress = sunsets.progress(version);
    return answer
        .eTag(Revisions.etag(progress.retirement().revision()))
        .body(RetirementBody.of(progress, reader));
  }

  @GetMapping("/consumers")
  ResponseEntity<PageBody<ConsumerBody>> consumers(VersionRef version, PageRequest page) {
    return pages.answer(consumers.list(version, page).map(ConsumerBody::of));
  }
}
