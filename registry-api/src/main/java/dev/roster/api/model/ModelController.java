package dev.roster.api.model;

import static dev.roster.http.request.RequestPart.QUERY;

import dev.roster.api.search.FoundBody;
import dev.roster.api.search.SearchCalls;
import dev.roster.api.search.SearchCalls.Parameters;
import dev.roster.core.access.Principal;
import dev.roster.core.asof.AsOf;
import dev.roster.core.model.Model;
import dev.roster.core.model.Models;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.http.json.MergePatch;
import dev.roster.http.json.Times;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping("/api/v1/models")
class ModelController {
  private final Models models;
  private final AsOf asOf;
  private final MergePatch patches;
  private final SearchCalls searches;

  ModelController(Models models, AsOf asOf, MergePatch patches, SearchCalls searches) {
    this.models = models;
    this.asOf = asOf;
    this.patches = patches;
    this.searches = searches;
  }

  @PostMapping
  ResponseEntity<ModelBody> register(@RequestBody NewModel request, Principal by) {
    Model model = models.register(new ModelName(request.name()), request.facts(), by);
    return ResponseEntity.created(URI.create("/api/v1/models/" + model.ref().name()))
        .eTag(Revisions.etag(model.revision()))
        .body(ModelBody.of(model));
  }

  @GetMapping
  ResponseEntity<FoundBody<ModelBody>> list(
      @RequestParam(defaultValue = "") String filter,
      @RequestParam(defaultValue = "") String orderBy,
      @RequestParam(defaultValue = "") String fields,
      @RequestParam(defaultValue = "") String count,
      @RequestParam(defaultValue = "") String facets,
      PageRequest page,
      Principal by) {
    return searches.models(
        new Parameters(filter, orderBy, fields, count, facets),
        page,
        by,
        search -> models.list(search, by),
        ModelBody.class,
        ModelBody::of);
  }

  @GetMapping("/{name}")
  ResponseEntity<ModelBody> read(
      ModelRef model, @RequestParam(required = false) @Nullable String at) {
    if (at != null)
      return ResponseEntity.ok(ModelBody.of(asOf.model(model, Times.parse(at, QUERY.field("at")))));
    return answer(models.read(model));
  }

  @PatchMapping("/{name}")
  ResponseEntity<ModelBody> describe(
      ModelRef model,
      @RequestBody ObjectNode patch,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      Principal by) {
    return answer(
        models.describe(
            model,
            now -> patches.apply(ModelPatch.of(now), patch, ModelPatch.class).described(),
            Revisions.expected(ifMatch),
            by));
  }

  @DeleteMapping("/{name}")
  ResponseEntity<Void> delete(
      ModelRef model,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      Principal by) {
    models.delete(model, Revisions.expected(ifMatch), by);
    return ResponseEntity.noContent().build();
  }

  private static ResponseEntity<ModelBody> answer(Model model) {
    return ResponseEntity.ok().eTag(Revisions.etag(model.revision())).body(ModelBody.of(model));
  }
}
