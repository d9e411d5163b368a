package dev.roster.core.lifecycle;

import dev.roster.core.access.Principal;
import dev.roster.core.audit.Action;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.history.FactChange;
import dev.roster.core.model.Alias;
import dev.roster.core.model.AliasName;
import dev.roster.core.model.AliasStore;
import dev.roster.core.model.ModelStore;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.problem.Remedy;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.ReferenceStore;
import dev.roster.core.reference.Revision;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.reference.VersionStatus;
import dev.roster.core.tombstone.Tombstones;
import dev.roster.core.version.VersionStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Sets, reads and removes aliases. */
@Service
public class Aliases {
  private final AliasStore aliases;
  private final ModelStore models;
  private final VersionStore versions;
  private final ReferenceStore references;
  private final Tombstones tombstones;
  private final AuditLog audit;

  Aliases(
      AliasStore aliases,
      ModelStore models,
      VersionStore versions,
      ReferenceStore references,
      Tombstones tombstones,
      AuditLog audit) {
    this.aliases = aliases;
    this.models = models;
    this.versions = versions;
    this.references = references;
    this.tombstones = tombstones;
    this.audit = audit;
  }

  /**
   * An alias with the revision of its model.
   *
   * @param revision the model's revision, which each move of an alias changes
   */
  public record Revised(Alias alias, long revision) {}

  /**
   * An alias after it was set.
   *
   * @param created whether the alias is new
   */
  public record Moved(Revised alias, boolean created) {}

  /**
   * Points an alias to a version. An alias that exists keeps the upper and lower case in which it
   * was first written.
   *
   * @param expected the revision that the model must have
   */
  @Transactional
  public Moved move(
      ModelRef model, AliasName name, int number, Optional<Long> expected, Principal by) {
    Revision.check(expected, models.lock(model));
    VersionRef version = references.version(model, number);
    if (versions.lock(version).status() == VersionStatus.RECLAIMED)
      tombstones.refuseReclaimed(version); // it could not be resolved
    Optional<Alias> before = aliases.find(model, name);
    if (before.isPresent() && before.get().version().equals(version))
      return new Moved(read(model, name), false);
    Instant now = models.nextInstant(model);
    AliasName kept = before.map(Alias::name).orElse(name);
    aliases.put(version, kept, by.name(), now);
    before.ifPresent(old -> versions.incrementRevision(old.version(), now));
    versions.incrementRevision(version, now);
    models.incrementRevision(model, now);
    Map<String, Object> detail = new HashMap<>(Map.of("alias", kept.text()));
    before.ifPresent(old -> detail.put("from", old.version().number()));
    audit.append(
        Change.of(by.actor(), Action.ALIAS_MOVED, version, detail)
            .with(List.of(FactChange.aliasTo(kept.text(), number, now))));
    return new Moved(read(model, name), before.isEmpty());
  }

  /**
   * @throws Refused {@code alias_not_found}
   */
  @Transactional(readOnly = true)
  public Revised read(ModelRef model, AliasName name) {
    Alias alias = find(model, name);
    return new Revised(alias, models.read(model).revision());
  }

  private Alias find(ModelRef model, AliasName name) {
    return aliases
        .find(model, name)
        .orElseThrow(
            () ->
                Refused.because(
                        ProblemCode.ALIAS_NOT_FOUND,
                        "%s has no alias %s.".formatted(model.name(), name))
                    .with(new Remedy.ListAliases(model.name().text())));
  }

  @Transactional
  public void remove(ModelRef model, AliasName name, Optional<Long> expected, Principal by) {
    long revision = models.lock(model);
    Alias alias = find(model, name);
    Revision.check(expected, revision);
    Instant now = models.nextInstant(model);
    aliases.remove(model, name);
    versions.incrementRevision(alias.version(), now);
    models.incrementRevision(model, now);
    audit.append(
        Change.of(by.actor(), Action.ALIAS_REMOVED, alias.version(), Map.of("alias", name.text()))
            .with(List.of(FactChange.aliasGone(name.text(), now))));
  }
}
