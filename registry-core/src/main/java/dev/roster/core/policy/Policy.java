package dev.roster.core.policy;

import java.time.Instant;
import java.util.List;

/**
 * A policy as it is now.
 *
 * @param revision counts its documents
 * @param prefixes of the names of models that it judges unless they have a policy of their own
 * @param changedBy who gave it its present document
 */
public record Policy(
    long id,
    String name,
    int revision,
    PolicyDocument document,
    List<String> prefixes,
    Instant changedAt,
    String changedBy) {
  public Policy {
    prefixes = List.copyOf(prefixes);
  }
}
