package dev.roster.core.policy;

import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Stores policies with all their revisions, and the prefixes of the models that they judge. */
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
}
