package dev.roster.api.audit;

import dev.roster.core.access.Principal;
import dev.roster.core.audit.AuditEntries;
import dev.roster.core.audit.AuditFilter;
import dev.roster.core.page.PageRequest;
import dev.roster.http.page.PageBody;
import dev.roster.http.page.Pages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/audit")
class AuditController {
  private final AuditEntries entries;
  private final AuditFilterQuery queries;
  private final AuditExport export;
  private final Pages pages;

  AuditController(AuditEntries entries, AuditFilterQuery queries, AuditExport export, Pages pages) {
    this.entries = entries;
    this.queries = queries;
    this.export = export;
    this.pages = pages;
  }

  @GetMapping
  ResponseEntity<PageBody<AuditEntryBody>> list(
      @RequestParam(required = false) @Nullable String model,
      @RequestParam(required = false) @Nullable Integer version,
      @RequestParam(required = false) @Nullable String actor,
      @RequestParam(required = false) @Nullable List<String> action,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      PageRequest page,
      Principal by) {
    AuditFilter filter =
        queries.parse(new AuditFilterQuery.Sent(model, version, actor, action, from, to), by);
    return pages.answer(entries.list(filter, by.entryVisibility(), page).map(AuditEntryBody::of));
  }

  @GetMapping("/{seq}")
  AuditEntryBody read(@PathVariable long seq, Principal by) {
    return AuditEntryBody.whole(entries.read(seq, by.entryVisibility()));
  }

  @GetMapping("/{seq}/leaf")
  ResponseEntity<byte[]> leaf(@PathVariable long seq, Principal by) {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .body(entries.read(seq, by.entryVisibility()).leaf().bytes());
  }

  @GetMapping("/export")
  void export(
      @RequestParam(defaultValue = "ndjson") String format,
      @RequestParam(required = false) @Nullable String model,
      @RequestParam(required = false) @Nullable Integer version,
      @RequestParam(required = false) @Nullable String actor,
      @RequestParam(required = false) @Nullable List<String> action,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      Principal by,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    AuditExport.Format as = AuditExport.Format.ofWire(format);
    AuditFilter filter =
        queries.parse(new AuditFilterQuery.Sent(model, version, actor, action, from, to), by);
    response.setContentType(as.mediaType());
    response.setHeader("Content-Disposition", "attachment; filename=\"audit." + as.wire() + "\"");
    if (request.getMethod().equals("HEAD")) return;
    export.write(as, filter, by.entryVisibility(), response.getOutputStream());
  }
}
