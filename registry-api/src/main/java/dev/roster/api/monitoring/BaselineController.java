package dev.roster.api.monitoring;

import dev.roster.core.access.Principal;
import dev.roster.core.monitoring.baseline.Baselines;
import dev.roster.core.monitoring.rows.RowFiles;
import dev.roster.core.reference.VersionRef;
import dev.roster.drift.baseline.Baseline;
import dev.roster.drift.baseline.Roles;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
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
      @ModelAttribute RoleParameters parameters,
      HttpServletRequest request,
      Principal by)
      throws IOException {
    Roles roles = parameters.roles();
    return answer(
        version,
        baselines.put(version, RowsBody.formatOf(request), request.getInputStream(), roles, by));
  }

  @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<BaselineBody> putFile(
      VersionRef version,
      @ModelAttribute RoleParameters parameters,
      @RequestBody RowsBody body,
      Principal by) {
    Roles roles = parameters.roles();
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
}
