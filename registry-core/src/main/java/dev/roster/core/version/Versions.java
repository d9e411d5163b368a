package dev.roster.core.version;

import dev.roster.core.access.Principal;
import dev.roster.core.artifact.ArtifactStore;
import dev.roster.core.audit.Action;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.history.Fact;
import dev.roster.core.history.FactChange;
import dev.roster.core.history.ReadableFact;
import dev.roster.core.hold.Holds;
import dev.roster.core.label.Label;
import dev.roster.core.label.LabelStore;
import dev.roster.core.label.LabelTaken;
import dev.roster.core.model.AliasStore;
import dev.roster.core.model.ModelStore;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.quota.Quotas;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Revision;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.search.Search;
import dev.roster.core.search.SearchResult;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Registers, describes, finalizes and deletes versions. */
@Service
public class Versions {
  private final VersionStore versions;
  private final ArtifactStore artifacts;
  private final ModelStore models;
  private final AliasStore aliases;
  private final Parents parents;
  private final LineageStore lineage;
  private final LabelStore labels;
  private final Quotas quotas;
  private final Holds holds;
  private final AuditLog audit;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Versions(
      VersionStore versions,
      ArtifactStore artifacts,
      ModelStore models,
      AliasStore aliases,
      Parents parents,
      LineageStore lineage,
      LabelStore labels,
      Quotas quotas,
      Holds holds,
      AuditLog audit,
      ApplicationEventPublisher events,
      Clock clock) {
    this.versions = versions;
    this.artifacts = artifacts;
    this.models = models;
    this.aliases = aliases;
    this.parents = parents;
    this.lineage = lineage;
    this.labels = labels;
    this.quotas = quotas;
    this.holds = holds;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  @Transactional
  public Version register(ModelRef model, VersionFacts facts, Principal by) {
    facts.check();
    models.lock(model);
    Instant now = models.nextInstant(model);
    refuseTaken(model, null, facts.label());
    List<VersionRef> ancestors = parents.find(facts.lineage(), by); // older than what is to come
    VersionRef version = versions.insert(model, facts, by.name(), now);
    quotas.checkVersions(model, version.number());
    if (facts.lineage() != null) lineage.replace(version, facts.lineage(), Optional.of(ancestors));
    audit.append(
        Change.of(by.actor(), Action.VERSION_CREATED, version, Map.of())
            .with(changes(version, VersionFacts.NONE, facts, now)));
    return versions.read(version);
  }

  public Version read(VersionRef version) {
    return versions.read(version);
  }

  /** Lists the versions of a model, or of all models that the caller may see if it is null. */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ) // one snapshot for all
  public SearchResult<Version> list(@Nullable ModelRef model, Search search, Principal by) {
    return versions.list(model, search, by.visibility());
  }

  /**
   * @throws Refused {@code version_not_ready} while a draft
   */
  public String manifest(VersionRef version) {
    return versions
        .manifest(version)
        .orElseThrow(
            () ->
                Refused.because(
                    ProblemCode.VERSION_NOT_READY,
                    version + " is a draft and has no manifest. Finalize it first."));
  }

  /**
   * Changes the facts of a version: facts that have a history at any time, the others while the
   * version is a draft.
   *
   * @throws Refused {@code version_immutable}, {@code stale}
   */
  @Transactional
  public Version describe(
      VersionRef ref, UnaryOperator<VersionFacts> change, Optional<Long> expected, Principal by) {
    models.lock(ref.model());
    Version before = versions.lock(ref);
    Revision.check(expected, before.revision());
    VersionFacts facts = change.apply(before.facts());
    facts.check(before.facts());
    if (facts.equals(before.facts())) return before;
    if (before.digest() != null && facts.differsForManifest(before.facts()))
      throw Refused.because(
          ProblemCode.VERSION_IMMUTABLE,
          "%s is finalized, so only these facts can change: %s. Register a new version to change others."
              .formatted(ref, VersionFacts.changeable()));
    VersionFacts old = before.facts();
    Instant now = models.nextInstant(ref.model());
    refuseTaken(ref.model(), ref, facts.label());
    giveLineage(before, facts.lineage(), by);
    versions.update(ref, facts, now);
    if (!Objects.equals(old.label(), facts.label())) models.incrementRevision(ref.model(), now);
    audit.append(
        Change.of(by.actor(), Action.VERSION_CHANGED, ref, changed(old, facts))
            .with(changes(ref, old, facts, now)));
    return versions.read(ref);
  }

  /**
   * Makes a version READY (I1). A repeated call gets the same answer.
   *
   * @param listed exactly the files that must be there; empty: any files
   * @param inspection the facts in the files, which are stored with the version
   * @return empty if the files changed after they were inspected; then nothing was written
   * @throws Refused {@code upload_open} with an entry per file that is still uploading; {@code
   *     manifest_mismatch} with an entry per file that is missing, unexpected or different
   */
  @Transactional
  Optional<Version> finalizeVersion(
      VersionRef ref, Optional<List<Manifest.File>> listed, Inspection inspection, Principal by) {
    Version before = versions.lock(ref);
    List<Manifest.File> present =
        artifacts.lockForFinalize(ref).stream().map(Manifest.File::of).toList();
    listed.ifPresent(wanted -> ManifestMismatch.check(wanted, present));
    if (before.digest() != null) return Optional.of(before);
    if (present.isEmpty())
      throw Refused.because(
          ProblemCode.MANIFEST_MISMATCH,
          ref + " has no artifacts. Upload at least one, then finalize.");
    if (!inspection.isOf(present)) return Optional.empty();
    inspection.save(before);
    VersionFacts facts = versions.read(ref).facts(); // with what the readings added
    Manifest manifest = Manifest.of(ref, facts, present);
    versions.makeReady(ref, manifest, clock.instant());
    audit.append(
        Change.of(
            by.actor(),
            Action.VERSION_FINALIZED,
            ref,
            Map.of(
                "digest", manifest.digest(),
                "artifactCount", manifest.artifactCount(),
                "size", manifest.size())));
    return Optional.of(versions.read(ref));
  }

  /**
   * Removes a version and its aliases from lists and resolve. It can be restored, and its number is
   * not used again.
   *
   * @throws Refused {@code in_production}, {@code on_hold}
   */
  @Transactional
  public void delete(VersionRef ref, Optional<Long> expected, Principal by) {
    models.lock(ref.model());
    Version before = versions.lock(ref);
    Revision.check(expected, before.revision());
    if (before.stage().serves())
      throw Refused.because(
          ProblemCode.IN_PRODUCTION,
          ref + " is in " + before.stage().wire() + ". Move it to staging or retired first.");
    holds.refuseHeld(ref);
    Instant now = models.nextInstant(ref.model());
    aliases.removeAllOf(ref);
    versions.delete(ref, now);
    models.incrementRevision(ref.model(), now);
    events.publishEvent(new VersionDeleted(ref, before.stage(), by.actor(), now));
    audit.append(
        Change.of(
                by.actor(),
                Action.VERSION_DELETED,
                ref,
                before.aliases().isEmpty() ? Map.of() : Map.of("aliases", before.aliases()))
            .with(gone(before, now)));
  }

  private static List<FactChange> gone(Version version, Instant at) {
    List<FactChange> made = new ArrayList<>();
    for (String alias : version.aliases()) made.add(FactChange.aliasGone(alias, at));
    if (version.stage() != Stage.NONE)
      made.add(FactChange.ofVersion(version.ref(), Fact.STAGE, null, at));
    made.add(FactChange.ofVersion(version.ref(), Fact.DELETED, true, at));
    return made;
  }

  private static List<FactChange> changes(
      VersionRef version, VersionFacts before, VersionFacts after, Instant at) {
    List<FactChange> made = new ArrayList<>();
    ReadableFact.changed(VersionFacts.FACTS, before, after)
        .forEach((fact, value) -> made.add(FactChange.ofVersion(version, fact, value, at)));
    return made;
  }

  /** Parents that are named as before stay the same versions, even if they were renamed since. */
  private void giveLineage(Version version, @Nullable Lineage now, Principal by) {
    Lineage before = version.facts().lineage();
    if (Objects.equals(before, now)) return;
    boolean sameParents = Parents.of(before).equals(Parents.of(now));
    lineage.replace(
        version.ref(),
        now,
        sameParents ? Optional.empty() : Optional.of(parents.find(version.ref(), now, by)));
  }

  /** Refuses a label that another version has; a later commit with it meets the unique index. */
  private void refuseTaken(ModelRef model, @Nullable VersionRef own, @Nullable Label label) {
    if (label == null) return;
    Optional<LabelStore.Labelled> holder = labels.holder(model, label);
    if (holder.isPresent() && !holder.get().version().equals(own))
      throw LabelTaken.by(holder.get());
  }

  private static Map<String, Object> changed(VersionFacts before, VersionFacts after) {
    Map<String, Object> detail = new HashMap<>();
    ReadableFact.changed(VersionFacts.FACTS, before, after)
        .forEach((fact, value) -> detail.put(fact.wire(), value));
    if (after.differsForManifest(before))
      detail.put("manifest", "framework, hyperparameters, signature or lineage");
    return detail;
  }
}
