package dev.roster.api.metric;

import static dev.roster.http.request.RequestPart.QUERY;

import dev.roster.core.access.Principal;
import dev.roster.core.metric.Metric;
import dev.roster.core.metric.Metrics;
import dev.roster.core.metric.Series;
import dev.roster.core.page.PageRequest;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.VersionRef;
import dev.roster.http.json.DoubleMembers;
import dev.roster.http.page.LargestPage;
import dev.roster.http.page.PageBody;
import dev.roster.http.page.Pages;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/models/{name}/versions/{version}/metrics")
class MetricController {
  private final Metrics metrics;
  private final Pages pages;

  MetricController(Metrics metrics, Pages pages) {
    this.metrics = metrics;
    this.pages = pages;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  MetricBody.Recorded record(
      VersionRef version, @RequestBody @DoubleMembers("value") MetricBody request, Principal by) {
    metrics.record(version, request.metrics(), by);
    return new MetricBody.Recorded(request.metrics().size());
  }

  @GetMapping
  ResponseEntity<PageBody<Metric>> list(
      VersionRef version,
      @RequestParam(name = "name", required = false) @Nullable String metric,
      @RequestParam(required = false) @Nullable String dataset,
      @RequestParam(required = false) @Nullable Long fromStep,
      @RequestParam(required = false) @Nullable Long toStep,
      @RequestParam(required = false) @Nullable String orderBy,
      @LargestPage(Series.MAX_PAGE) PageRequest page) {
    if (orderBy != null && !orderBy.equals("step"))
      throw Refused.invalid(
          QUERY.field("orderBy"), "must be step, or be left out for the newest first", orderBy);
    Series series = new Series(metric, dataset, fromStep, toStep, orderBy != null);
    return pages.answer(metrics.list(version, series, page));
  }
}
