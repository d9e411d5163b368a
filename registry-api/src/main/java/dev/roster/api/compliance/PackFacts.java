package dev.roster.api.compliance;

import dev.roster.api.lifecycle.TransitionBody;
import dev.roster.api.monitoring.CheckBody;
import dev.roster.api.monitoring.IncidentBody;
import dev.roster.api.monitoring.MonitorBody;
import dev.roster.api.request.MoveRequestBody;
import dev.roster.core.access.Principal;
import dev.roster.core.approval.Request;
import dev.roster.core.approval.RequestFilter;
import dev.roster.core.compliance.BillsOfMaterial;
import dev.roster.core.compliance.ModelCards;
import dev.roster.core.lifecycle.Transitions;
import dev.roster.core.metric.Metric;
import dev.roster.core.metric.MetricValue;
import dev.roster.core.metric.Metrics;
import dev.roster.core.metric.Series;
import dev.roster.core.monitoring.baseline.Baselines;
import dev.roster.core.monitoring.check.DriftCheck;
import dev.roster.core.monitoring.check.DriftChecks;
import dev.roster.core.monitoring.incident.Incident;
import dev.roster.core.monitoring.incident.Incidents;
import dev.roster.core.monitoring.monitor.Monitor;
import dev.roster.core.monitoring.monitor.Monitors;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.version.Versions;
import dev.roster.drift.baseline.Baseline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The documents of a pack that are facts of the version. */
@Component
class PackFacts {
  private static final int PAGE = 500;
  private static final int MAX_READ = 10_000;
  private static final int CHECKS_LOOKED_AT = 20;

  private final ModelCards cards;
  private final BillsOfMaterial bills;
  private final Versions versions;
  private final Metrics metrics;
  private final Transitions transitions;
  private final dev.roster.core.request.Requests requests;
  private final Baselines baselines;
  private final Monitors monitors;
  private final DriftChecks checks;
  private final Incidents incidents;
  private final JsonMapper json;

  PackFacts(
      ModelCards cards,
      BillsOfMaterial bills,
      Versions versions,
      Metrics metrics,
      Transitions transitions,
      dev.roster.core.request.Requests requests,
      Baselines baselines,
      Monitors monitors,
      DriftChecks checks,
      Incidents incidents,
      JsonMapper json) {
    this.cards = cards;
    this.bills = bills;
    this.versions = versions;
    this.metrics = metrics;
    this.transitions = transitions;
    this.requests = requests;
    this.baselines = baselines;
    this.monitors = monitors;
    this.checks = checks;
    this.incidents = incidents;
    this.json = json;
  }

  /**
   * A list of the pack.
   *
   * @param complete whether it has all that there are, and not only the newest
   */
  record Items<T>(List<T> items, boolean complete) {
    <R> Items<R> map(Function<T, R> change) {
      return new Items<>(items.stream().map(change).toList(), complete);
    }
  }

  /**
   * @param metrics the value of each that was recorded last
   */
  record MetricsDocument(
      Map<String, @MetricValue Double> metrics, List<Metric> items, boolean complete) {}

  record BaselineSummary(String digest, long rows, Object roles, List<String> features) {
    static BaselineSummary of(Baseline baseline) {
      return new BaselineSummary(
          baseline.digest(),
          baseline.rows(),
          baseline.roles(),
          baseline.features().stream().map(column -> column.name()).toList());
    }
  }

  /**
   * @param lastCheck of this version; null if there is none among the newest ones
   */
  record MonitorDocument(MonitorBody monitor, @Nullable CheckBody lastCheck) {}

  record DriftDocument(
      @Nullable BaselineSummary baseline,
      List<MonitorDocument> monitors,
      Items<IncidentBody> incidents) {}

  /** The documents by their names. */
  Map<String, String> of(VersionRef version, Principal by) {
    String manifest = versions.manifest(version);
    CardBody card = CardBody.of(cards.read(version));
    Map<String, String> files = new LinkedHashMap<>();
    files.put("card.md", MarkdownCard.of(card));
    files.put("card.json", written(card));
    files.put("bom.json", bills.read(version));
    files.put("manifest.json", manifest);
    Page<Metric> recorded =
        metrics.list(
            version,
            new Series(null, null, null, null, false),
            new PageRequest(Series.MAX_PAGE, null));
    files.put(
        "metrics.json",
        written(new MetricsDocument(card.metrics(), recorded.items(), recorded.next() == null)));
    files.put(
        "transitions.json",
        written(all(page -> transitions.list(version, page)).map(TransitionBody::of)));
    files.put("requests.json", written(requests(version, by)));
    files.put("drift.json", written(drift(version, card.stage(), by)));
    return files;
  }

  String written(Object document) {
    return json.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
  }

  private Items<MoveRequestBody> requests(VersionRef version, Principal by) {
    RequestFilter ofModel = new RequestFilter(null, version.model().id(), false, false, by);
    Items<Request> found = all(page -> requests.list(ofModel, page));
    List<MoveRequestBody> own =
        found.items().stream()
            .filter(request -> request.version().equals(version))
            .map(MoveRequestBody::of)
            .toList();
    return new Items<>(own, found.complete());
  }

  private DriftDocument drift(VersionRef version, Stage stage, Principal by) {
    List<MonitorDocument> judging = new ArrayList<>();
    for (Monitor monitor : all(page -> monitors.list(version.model(), page)).items()) {
      CheckBody last = lastCheck(monitor, version.number());
      if (last != null || watches(monitor, version.number(), stage))
        judging.add(new MonitorDocument(MonitorBody.of(monitor, null), last));
    }
    Items<Incident> found = all(page -> incidents.list(version.model(), null, by, page));
    List<IncidentBody> own =
        found.items().stream()
            .filter(incident -> Integer.valueOf(version.number()).equals(incident.version()))
            .map(IncidentBody::of)
            .toList();
    return new DriftDocument(baseline(version), judging, new Items<>(own, found.complete()));
  }

  private static boolean watches(Monitor monitor, int number, Stage stage) {
    Integer pinned = monitor.definition().target().version();
    return pinned == null ? monitor.definition().target().stage() == stage : pinned == number;
  }

  private @Nullable CheckBody lastCheck(Monitor monitor, int number) {
    return checks.list(monitor.id(), new PageRequest(CHECKS_LOOKED_AT, null)).items().stream()
        .filter(check -> Integer.valueOf(number).equals(check.version()))
        .filter(check -> check.cause() != DriftCheck.Cause.ANALYSIS)
        .findFirst()
        .map(CheckBody::of)
        .orElse(null);
  }

  private @Nullable BaselineSummary baseline(VersionRef version) {
    try {
      return BaselineSummary.of(baselines.read(version));
    } catch (Refused none) {
      if (none.code() != ProblemCode.BASELINE_NOT_FOUND) throw none;
      return null;
    }
  }

  /** All pages of a list, up to a limit. */
  private static <T> Items<T> all(Function<PageRequest, Page<T>> list) {
    List<T> items = new ArrayList<>();
    Page<T> page = list.apply(new PageRequest(PAGE, null));
    items.addAll(page.items());
    while (page.next() != null && items.size() < MAX_READ) {
      page = list.apply(new PageRequest(PAGE, page.next()));
      items.addAll(page.items());
    }
    return new Items<>(items, page.next() == null);
  }
}
