package dev.roster.api.audit;

import dev.roster.core.access.ModelAccess;
import dev.roster.core.access.Permission;
import dev.roster.core.access.Principal;
import dev.roster.core.audit.AuditEntries;
import dev.roster.core.audit.AuditEntry;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.ModelName;
import dev.roster.http.page.PageBody;
import dev.roster.http.page.Pages;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AuditController {
  private final AuditEntries entries;
  private final ModelAccess access;
  private final Pages pages;

  AuditController(AuditEntries entries, ModelAccess access, Pages pages) {
    this.entries = entries;
    this.access = access;
    this.pages = pages;
  }

  @GetMapping("/api/v1/audit")
  ResponseEntity<PageBody<AuditEntryBody>> list(
      @RequestParam(required = false) @Nullable String model, PageRequest page, Principal by) {
    Page<AuditEntry> found =
        model == null
            ? entries.ofAll(by.visibility(), page)
            : entries.ofModel(
                access.modelEvenDeleted(new ModelName(model), Permission.READ, by),
                by.visibility(),
                page);
    return pages.answer(found.map(AuditEntryBody::of));
  }
}
