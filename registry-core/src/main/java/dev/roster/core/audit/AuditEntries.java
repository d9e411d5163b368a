package dev.roster.core.audit;

import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Visibility;
import org.springframework.stereotype.Service;

/** Lists entries of the audit log, newest first. */
@Service
public class AuditEntries {
  private final AuditLog audit;

  AuditEntries(AuditLog audit) {
    this.audit = audit;
  }

  /**
   * The entries of the models that the reader may see. A reader who may see all models also gets
   * the entries that belong to no model.
   */
  public Page<AuditEntry> ofAll(Visibility reader, PageRequest page) {
    return audit.list(null, reader, page);
  }

  /** The entries of one model, if the reader may see it. */
  public Page<AuditEntry> ofModel(ModelRef model, Visibility reader, PageRequest page) {
    return audit.list(model.id(), reader, page);
  }
}
