package dev.roster.core.access;

import dev.roster.core.audit.Actor;
import dev.roster.core.audit.EntryVisibility;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Visibility;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who calls.
 *
 * @param id what idempotency keys are bound to: stable, and of one token alone
 * @param name what audit entries and {@code createdBy} show
 * @param tokenId the public id of its token; null for the operator's
 */
public record Principal(String id, String name, @Nullable String tokenId, List<Grant> grants) {
  public Principal {
    grants = List.copyOf(grants);
  }

  /** As audit entries name it. */
  public Actor actor() {
    return new Actor(name, tokenId);
  }

  public boolean may(Permission permission, ModelRef model) {
    return grants.stream()
        .anyMatch(
            g ->
                g.role().permissions().contains(permission)
                    && g.covers(model.id(), model.name().text()));
  }

  /** Whether it may do so to a model of this name that does not exist yet. */
  public boolean may(Permission permission, ModelName name) {
    return grants.stream()
        .anyMatch(g -> g.role().permissions().contains(permission) && g.covers(null, name.text()));
  }

  /** Whether it may do so to every model whose name begins so, those to come too. */
  boolean mayToAll(Permission permission, String prefix) {
    return grants.stream()
        .anyMatch(
            g ->
                g.role().permissions().contains(permission)
                    && g.prefix() != null
                    && g.covers(null, prefix));
  }

  /** Whether it may do so to every model, those to come too. */
  public boolean mayEverywhere(Permission permission) {
    return grants.stream()
        .anyMatch(g -> g.isForAll() && g.role().permissions().contains(permission));
  }

  /** Whether it may do so to any model at all. */
  public boolean maySomewhere(Permission permission) {
    return grants.stream().anyMatch(g -> g.role().permissions().contains(permission));
  }

  /** The roles that it has over the model. */
  public Set<Role> rolesOver(ModelRef model) {
    return grants.stream()
        .filter(g -> g.covers(model.id(), model.name().text()))
        .map(Grant::role)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What its lists show. */
  public Visibility visibility() {
    return visibility(Permission.READ);
  }

  /** The entries of the audit log that it may read. */
  public EntryVisibility entryVisibility() {
    return new EntryVisibility(visibility(), mayReadEntriesWithoutModel());
  }

  /** Entries about no model are for administrators of all models. */
  public boolean mayReadEntriesWithoutModel() {
    return mayEverywhere(Permission.GRANT);
  }

  /** The models that it may do so to. */
  public Visibility visibility(Permission permission) {
    List<Grant> giving =
        grants.stream().filter(g -> g.role().permissions().contains(permission)).toList();
    return new Visibility(
        mayEverywhere(permission),
        giving.stream()
            .filter(g -> g.modelId() != null)
            .map(Grant::modelId)
            .collect(Collectors.toUnmodifiableSet()),
        giving.stream()
            .filter(g -> g.prefix() != null)
            .map(Grant::prefix)
            .collect(Collectors.toUnmodifiableSet()));
  }
}
