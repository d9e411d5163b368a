package dev.roster.api.monitoring;

import dev.roster.core.access.Principal;
import dev.roster.core.monitoring.baseline.Baselines;
import dev.roster.core.monitoring.rows.RowDialect;
import dev.roster.core.monitoring.rows.RowFiles;
import dev.roster.core.monitoring.rows.RowFormat;
import dev.roster.core.reference.VersionRef;
import dev.roster.drift.baseline.Baseline;
import dev.roster.drift.baseline.Roles;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.springframework.beans.propertyeditors.CustomCollectionEditor;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;
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

  /** A name with a comma is not split here: whether it is one column shows in the rows. */
  @InitBinder
  void keepNamesWhole(WebDataBinder binder) {
    binder.registerCustomEditor(List.class, new CustomCollectionEditor(List.class));
  }

  @PutMapping(consumes = {RowsBody.CSV, RowsBody.NDJSON, RowsBody.PARQUET})
  ResponseEntity<BaselineBody> put(
      VersionRef version,
      @ModelAttribute RoleParameters parameters,
      @RequestParam(defaultValue = "false") boolean replace,
      @RequestParam(defaultValue = "false") boolean dryRun,
      HttpServletRequest request,
      Principal by)
      throws IOException {
    return put(
        version,
        parameters,
        replace,
        dryRun,
        RowsBody.formatOf(request),
        request.getInputStream(),
        by);
  }

  @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<BaselineBody> putFile(
      VersionRef version,
      @ModelAttribute RoleParameters parameters,
      @RequestParam(defaultValue = "false") boolean replace,
      @RequestParam(defaultValue = "false") boolean dryRun,
      @RequestBody RowsBody body,
      Principal by) {
    return files.read(
        version,
        body.path(),
        (format, rows) -> put(version, parameters, replace, dryRun, format, rows, by));
  }

  private ResponseEntity<BaselineBody> put(
      VersionRef version,
      RoleParameters parameters,
      boolean replace,
      boolean dryRun,
      RowFormat format,
      InputStream rows,
      Principal by) {
    Roles roles = parameters.roles();
    RowDialect dialect = parameters.dialect(format);
    if (dryRun)
      return ResponseEntity.ok(
          BaselineBody.of(version, baselines.dryRun(version, dialect, rows, roles, replace)));
    Baselines.Put put = baselines.put(version, dialect, rows, roles, replace, by);
    return ResponseEntity.status(put.created() ? HttpStatus.CREATED : HttpStatus.OK)
        .body(BaselineBody.of(version, put));
  }

  @GetMapping
  ResponseEntity<BaselineBody> read(VersionRef version) {
    Baseline baseline = baselines.read(version);
    return ResponseEntity.ok()
        .eTag("\"" + baseline.digest() + "\"")
        .body(BaselineBody.of(version, baseline));
  }
}
