package dev.roster.core.policy;

import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.reference.Visibility;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores policies with all their revisions, and which policy each model had when. */
public interface PolicyStore {
  Optional<Policy> find(String name);

  /** Locks the policy until the transaction ends, and reads it. */
  Optional<Policy> lock(String name);

  /** By name. */
  Page<Policy> list(PageRequest page);

  int count();

  /** Inserts a policy with its first document. False: the name was taken meanwhile. */
  boolean insert(String name, PolicyDocument document, String by, Instant at);

  /** Adds a document to a policy that the caller has locked. */
  void revise(Policy policy, PolicyDocument document, String by, Instant at);

  /** Deletes a policy that the caller has locked. Its revisions stay. */
  void delete(Policy policy, Instant at);

  /** The names of some models that are bound to it, in order; a model in the trash is too. */
  List<String> boundTo(Policy policy, int limit);

  /** The policy that has the prefix, case ignored. */
  Optional<String> holderOf(String prefix);

  /** Keeps all prefixes from being changed by others until the transaction ends. */
  void lockPrefixes();

  /** Keeps all prefixes from being changed until the transaction ends; others may do the same. */
  void lockPrefixesForShare();

  /** Replaces the prefixes of a policy that the caller has locked. */
  void replacePrefixes(Policy policy, List<String> prefixes, Instant at);

  /** The policy in force for a model: its own, or that of the longest prefix of its name. */
  Optional<PolicyInForce> inForce(ModelRef model, @Nullable Instant at);

  /** As above now, and nobody can change the policy before the transaction ends. */
  Optional<PolicyInForce> lockInForce(ModelRef model);

  /** Binds a model to a policy that the caller has locked. The caller holds the model's lock. */
  void bind(ModelRef model, Policy policy, String by, Instant at);

  /** Gives a model a document of its own. The caller holds the model's lock. */
  void bind(ModelRef model, PolicyDocument own, int revision, String by, Instant at);

  /** Ends what {@link #bind} did. The caller holds the model's lock. */
  void unbind(ModelRef model, String by, Instant at);

  /** The revision of the last document of its own that the model had; 0 if it never had one. */
  int lastOwnRevision(ModelRef model);

  GateFacts.Observed observed(VersionRef version);

  /**
   * The newest version in staging of each model whose name begins with the prefix and that is
   * visible, in the order of the names.
   */
  List<VersionRef> newestInStaging(String prefix, Visibility visibility, int limit);
}
