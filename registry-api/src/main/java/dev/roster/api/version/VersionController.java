package dev.roster.api.version;

import static dev.roster.http.request.RequestPart.QUERY;

import dev.roster.api.search.FoundBody;
import dev.roster.api.search.SearchCalls;
import dev.roster.api.search.SearchCalls.Parameters;
import dev.roster.core.access.Principal;
import dev.roster.core.asof.AsOf;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.signature.LabelSuggestions;
import dev.roster.core.signature.SuggestedLabel;
import dev.roster.core.version.Finalization;
import dev.roster.core.version.Version;
import dev.roster.core.version.Versions;
import dev.roster.http.idempotency.IdempotentTransactionManager;
import dev.roster.http.json.MergePatch;
import dev.roster.http.json.Times;
import dev.roster.http.revision.Revisions;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping("/api/v1")
class VersionController {
  private final Versions versions;
  private final Finalization finalization;
  private final AsOf asOf;
  private final LabelSuggestions suggestions;
  private final MergePatch patches;
  private final SearchCalls searches;

  VersionController(
      Versions versions,
      Finalization finalization,
      AsOf asOf,
      LabelSuggestions suggestions,
      MergePatch patches,
      SearchCalls searches) {
    this.versions = versions;
    this.finalization = finalization;
    this.asOf = asOf;
    this.suggestions = suggestions;
    this.patches = patches;
    this.searches = searches;
  }

  @PostMapping("/models/{name}/versions")
  ResponseEntity<VersionBody> register(
      ModelRef model,
      @RequestBody(required = false) @Nullable FactsBody request,
      @RequestParam(defaultValue = "false") boolean suggestLabel,
      Principal by) {
    FactsBody facts = request == null ? FactsBody.EMPTY : request;
    Version version = versions.register(model, facts.facts(), by);
    return ResponseEntity.created(
            URI.create(
                "/api/v1/models/%s/versions/%d".formatted(model.name(), version.ref().number())))
        .eTag(Revisions.etag(version.revision()))
        .body(VersionBody.of(version, suggestLabel ? suggestions.of(version) : null));
  }

  @GetMapping("/models/{name}/versions")
  ResponseEntity<FoundBody<VersionBody>> list(
      ModelRef model,
      @RequestParam(defaultValue = "") String filter,
      @RequestParam(defaultValue = "") String orderBy,
      @RequestParam(defaultValue = "") String fields,
      @RequestParam(defaultValue = "") String count,
      @RequestParam(defaultValue = "") String facets,
      PageRequest page,
      Principal by) {
    return found(new Parameters(filter, orderBy, fields, count, facets), model, page, by);
  }

  @GetMapping("/versions")
  ResponseEntity<FoundBody<VersionBody>> search(
      @RequestParam(defaultValue = "") String filter,
      @RequestParam(defaultValue = "") String orderBy,
      @RequestParam(defaultValue = "") String fields,
      @RequestParam(defaultValue = "") String count,
      @RequestParam(defaultValue = "") String facets,
      PageRequest page,
      Principal by) {
    return found(new Parameters(filter, orderBy, fields, count, facets), null, page, by);
  }

  private ResponseEntity<FoundBody<VersionBody>> found(
      Parameters asked, @Nullable ModelRef model, PageRequest page, Principal by) {
    return searches.versions(
        asked,
        page,
        by,
        search -> versions.list(model, search, by),
        VersionBody.class,
        VersionBody::of);
  }

  @GetMapping("/models/{name}/versions/{version}")
  ResponseEntity<VersionBody> read(
      VersionRef version, @RequestParam(required = false) @Nullable String at) {
    if (at != null)
      return ResponseEntity.ok(
          VersionBody.of(asOf.version(version, Times.parse(at, QUERY.field("at")))));
    return answer(versions.read(version));
  }

  @PatchMapping("/models/{name}/versions/{version}")
  ResponseEntity<VersionBody> describe(
      VersionRef version,
      @RequestBody ObjectNode patch,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      Principal by) {
    return answer(
        versions.describe(
            version,
            facts -> patches.apply(FactsBody.of(facts), patch, FactsBody.class).facts(),
            Revisions.expected(ifMatch),
            by));
  }

  @DeleteMapping("/models/{name}/versions/{version}")
  ResponseEntity<Void> delete(
      VersionRef version,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      Principal by) {
    versions.delete(version, Revisions.expected(ifMatch), by);
    return ResponseEntity.noContent().build();
  }

  @PostMapping("/models/{name}/versions/{version}/finalize")
  ResponseEntity<VersionBody> finalizeVersion(
      VersionRef version,
      @RequestBody(required = false) @Nullable FinalizeBody request,
      @RequestParam(defaultValue = "false") boolean suggestLabel,
      Principal by) {
    Version ready =
        finalization.finalizeVersion(
            version,
            Optional.ofNullable(request).map(FinalizeBody::artifacts),
            by,
            IdempotentTransactionManager::rollBackCall);
    return answer(ready, suggestLabel ? suggestions.of(ready) : null);
  }

  @GetMapping(
      path = "/models/{name}/versions/{version}/manifest",
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<byte[]> manifest(VersionRef version) {
    String text = versions.manifest(version);
    return ResponseEntity.ok()
        .eTag("\"" + versions.read(version).digest() + "\"")
        .body(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static ResponseEntity<VersionBody> answer(Version version) {
    return answer(version, null);
  }

  private static ResponseEntity<VersionBody> answer(
      Version version, @Nullable SuggestedLabel suggested) {
    return ResponseEntity.ok()
        .eTag(Revisions.etag(version.revision()))
        .body(VersionBody.of(version, suggested));
  }
}
