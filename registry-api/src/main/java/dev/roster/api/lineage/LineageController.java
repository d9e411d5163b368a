package dev.roster.api.lineage;

import static dev.roster.http.request.RequestPart.QUERY;

import dev.roster.core.access.Principal;
import dev.roster.core.lineage.Dataset;
import dev.roster.core.lineage.DatasetUse;
import dev.roster.core.lineage.Direction;
import dev.roster.core.lineage.Graph;
import dev.roster.core.lineage.Lineages;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.search.SearchLimiter;
import dev.roster.http.page.PageBody;
import dev.roster.http.page.Pages;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class LineageController {
  private final Lineages lineages;
  private final SearchLimiter limiter;
  private final Pages pages;

  LineageController(Lineages lineages, SearchLimiter limiter, Pages pages) {
    this.limiter = limiter;
    this.lineages = lineages;
    this.pages = pages;
  }

  @GetMapping("/models/{name}/versions/{version}/lineage")
  LineageBody ofVersion(
      VersionRef version,
      @RequestParam(defaultValue = "both") String direction,
      @RequestParam(defaultValue = "10") int depth,
      Principal by) {
    Direction way = directionOf(direction);
    Graph graph = limiter.run(by, () -> lineages.of(version, way, depth, by));
    return LineageBody.of(graph, lineages.notes(version));
  }

  @GetMapping("/datasets/{dataset}/lineage")
  LineageBody ofDataset(
      @PathVariable String dataset,
      @RequestParam(defaultValue = "both") String direction,
      @RequestParam(defaultValue = "10") int depth,
      Principal by) {
    Direction way = directionOf(direction);
    Graph graph = limiter.run(by, () -> lineages.of(dataset, way, depth, by));
    return LineageBody.of(graph, List.of());
  }

  @GetMapping("/datasets")
  ResponseEntity<PageBody<DatasetBody>> datasets(
      @RequestParam(required = false) @Nullable String name,
      @RequestParam(required = false) @Nullable String uri,
      PageRequest page,
      Principal by) {
    Page<Dataset> found = limiter.run(by, () -> lineages.datasets(name, uri, by, page));
    return pages.answer(found.map(DatasetBody::of));
  }

  @GetMapping("/datasets/{dataset}/versions")
  ResponseEntity<PageBody<DatasetUseBody>> versions(
      @PathVariable String dataset,
      @RequestParam(required = false) @Nullable String stage,
      PageRequest page,
      Principal by) {
    Stage in = stageOf(stage);
    Page<DatasetUse> found = limiter.run(by, () -> lineages.versions(dataset, in, by, page));
    return pages.answer(found.map(DatasetUseBody::of));
  }

  private static Direction directionOf(String text) {
    for (Direction direction : Direction.values())
      if (direction.name().toLowerCase(Locale.ROOT).equals(text)) return direction;
    throw Refused.invalid(QUERY.field("direction"), "must be upstream, downstream or both", text);
  }

  private static @Nullable Stage stageOf(@Nullable String text) {
    if (text == null) return null;
    return Stage.ofWire(text)
        .orElseThrow(
            () ->
                Refused.invalid(
                    QUERY.field("stage"), "must be " + Stage.anyOf(List.of(Stage.values())), text));
  }
}
