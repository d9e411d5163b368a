package dev.roster.api.lineage;

import dev.roster.core.access.Principal;
import dev.roster.core.lineage.KeptEvents;
import dev.roster.core.lineage.RunEvent;
import dev.roster.core.lineage.Runs;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.ModelRef;
import dev.roster.http.json.ForeignFacets;
import dev.roster.http.json.MayBeGzipped;
import dev.roster.http.page.PageBody;
import dev.roster.http.page.Pages;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping("/api/v1")
class RunController {
  private final Runs runs;
  private final KeptEvents keptEvents;
  private final Pages pages;

  RunController(Runs runs, KeptEvents keptEvents, Pages pages) {
    this.runs = runs;
    this.keptEvents = keptEvents;
    this.pages = pages;
  }

  @PostMapping("/lineage")
  ResponseEntity<TakenBody> take(
      @RequestBody @ForeignFacets @MayBeGzipped ObjectNode sent, Principal by) {
    RunEvent event = OpenLineage.read(sent);
    Runs.Taken taken = runs.take(event, by);
    if (taken.runs().isEmpty())
      return ResponseEntity.accepted().body(new TakenBody(false, true, List.of()));
    keptEvents.recordOf(event.run());
    List<RunBody> now =
        taken.runs().stream()
            .map(one -> RunBody.of(runs.read(one.model(), one.run().id())))
            .toList();
    TakenBody body = new TakenBody(taken.changed(), false, now);
    if (!taken.changed()) return ResponseEntity.ok(body);
    RunBody first = body.runs().get(0);
    return ResponseEntity.created(
            URI.create("/api/v1/models/%s/runs/%s".formatted(first.model(), first.run())))
        .body(body);
  }

  @GetMapping("/models/{name}/runs")
  ResponseEntity<PageBody<RunBody>> list(ModelRef model, PageRequest page) {
    return pages.answer(runs.list(model, page).map(RunBody::listed));
  }

  @GetMapping("/models/{name}/runs/{run}")
  RunBody read(ModelRef model, @PathVariable String run) {
    if (!OpenLineage.isUuid(run)) throw Runs.missing();
    return RunBody.of(runs.read(model, UUID.fromString(run.toLowerCase(Locale.ROOT))));
  }
}
