package dev.roster.api.audit;

import dev.roster.core.access.Permission;
import dev.roster.core.access.Principal;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.References;
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
  private final References references;
  private final Pages pages;

  AuditController(AuditLog audit, References references, Pages pages) {
    this.audit = audit;
    this.references = references;
    this.pages = pages;
  }

  @GetMapping("/api/v1/audit")
  ResponseEntity<PageBody<AuditEntryBody>> list(
      @RequestParam(required = false) @Nullable String model, PageRequest page, Principal by) {
    Long id = model == null ? null : readable(new ModelName(model), by).id();
    return pages.answer(audit.list(id, by.visibility(), page).map(AuditEntryBody::of));
  }

  private ModelRef readable(ModelName name, Principal by) {
    ModelRef model = references.modelEvenDeleted(name);
    if (!by.may(Permission.READ, model)) throw References.noSuchModel();
    return model;
  }
}
