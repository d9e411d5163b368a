package dev.roster.api.monitoring;

import dev.roster.core.access.Principal;
import dev.roster.core.monitoring.Baselines;
import dev.roster.core.monitoring.RowFiles;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.VersionRef;
import dev.roster.drift.baseline.Baseline;
import dev.roster.drift.baseline.Roles;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/models/{name}/versions/{version}/baseline")
class BaselineController {
  private final Baselines baselines;
  private final RowFiles files;

  BaselineController(Baselines baselines, RowFiles files) {
    this.baselines = baselines;
    this.files = files;
  }

  @PutMapping(consumes = {RowsBody.CSV, RowsBody.NDJSON, RowsBody.PARQUET})
  ResponseEntity<BaselineBody> put(
      VersionRef version,
      @RequestParam(required = false) @Nullable String prediction,
      @RequestParam(required = false) @Nullable String score,
      @RequestParam(required = false) @Nullable String target,
      @RequestParam(required = false) @Nullable String id,
      @RequestParam(required = false) @Nullable String timestamp,
      @RequestParam(required = false) @Nullable List<String> ignore,
      @RequestParam(required = false) @Nullable List<String> categorical,
      HttpServletRequest request,
      Principal by)
      throws IOException {
    Roles roles = roles(prediction, score, target, id, timestamp, ignore, categorical);
    return answer(
        version,
        baselines.put(version, RowsBody.formatOf(request), request.getInputStream(), roles, by));
  }

  @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<BaselineBody> putFile(
      VersionRef version,
      @RequestParam(required = false) @Nullable String prediction,
      @RequestParam(required = false) @Nullable String score,
      @RequestParam(required = false) @Nullable String target,
      @RequestParam(required = false) @Nullable String id,
      @RequestParam(required = false) @Nullable String timestamp,
      @RequestParam(required = false) @Nullable List<String> ignore,
      @RequestParam(required = false) @Nullable List<String> categorical,
      @RequestBody RowsBody body,
      Principal by) {
    Roles roles = roles(prediction, score, target, id, timestamp, ignore, categorical);
    return answer(
        version,
        files.read(
            version,
            body.path(),
            (format, rows) -> baselines.put(version, format, rows, roles, by)));
  }

  @GetMapping
  ResponseEntity<BaselineBody> read(VersionRef version) {
    Baseline baseline = baselines.read(version);
    return ResponseEntity.ok()
        .eTag("\"" + baseline.digest() + "\"")
        .body(BaselineBody.of(version, baseline));
  }

  private static ResponseEntity<BaselineBody> answer(VersionRef version, Baselines.Put put) {
    return ResponseEntity.status(put.created() ? HttpStatus.CREATED : HttpStatus.OK)
        .body(BaselineBody.of(version, put.baseline()));
  }

  private static Roles roles(
      @Nullable String prediction,
      @Nullable String score,
      @Nullable String target,
      @Nullable String id,
      @Nullable String timestamp,
      @Nullable List<String> ignore,
      @Nullable List<String> categorical) {
    Roles roles =
        new Roles(
            prediction,
            score,
            target,
            id,
            timestamp,
            ignore == null ? List.of() : ignore,
            categorical == null ? List.of() : categorical);
    Set<String> seen = new HashSet<>(roles.ignored());
    List<String> twice = new ArrayList<>(roles.named().filter(name -> !seen.add(name)).toList());
    if (!twice.isEmpty())
      throw Refused.invalid(
          "?" + roles.roleOf(twice.get(0)), "names a column that has another role already");
    return roles;
  }
}
