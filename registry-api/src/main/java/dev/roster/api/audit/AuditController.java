package dev.roster.api.audit;

import dev.roster.core.access.ModelAccess;
import dev.roster.core.access.Permission;
import dev.roster.core.access.Principal;
import dev.roster.core.audit.AuditLog;
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
  private final AuditLog audit;
  private final ModelAccess access;
  private final Pages pages;

  AuditController(AuditLog audit, ModelAccess access, Pages pages) {
    this.audit = audit;
    this.access = access;
    this.pages = pages;
  }

  @GetMapping("/api/v1/audit")
  ResponseEntity<PageBody<AuditEntryBody>> list(
      @RequestParam(required = false) @Nullable String model, PageRequest page, Principal by) {
    Long id =
        model == null
            ? null
            : access.modelEvenDeleted(new ModelName(model), Permission.READ, by).id();
    return pages.answer(audit.list(id, by.visibility(), page).map(AuditEntryBody::of));
  }
}
