package dev.roster.core.approval;

import dev.roster.core.access.Principal;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Stores requests and approvals. The state of an open request follows from its approvals that count
 * and from the time, at each read.
 */
public interface RequestStore {
  /** Inserts an open request. */
  void insert(Request request);

  /** How many requests the version ever had. */
  int count(VersionRef version);

  Optional<Request> find(UUID id, Instant now);

  /** The model of a request. */
  Optional<ModelRef> modelOf(UUID id);

  /** Locks the row until the transaction ends, and reads it. */
  Optional<Request> lock(UUID id, Instant now);

  /** The request for this move that nobody closed; it may have expired. */
  Optional<Request> open(VersionRef version, Stage to, Instant now);

  /** Locks and reads the requests for moves of these versions that nobody closed. */
  List<Request> lockOpen(Collection<VersionRef> versions, Instant now);

  /** As above, of all versions of a model. */
  List<Request> lockOpen(ModelRef model, Instant now);

  /** As above, of all models that were judged by the policy. */
  List<Request> lockOpen(String policy, Instant now);

  /** As above, of all models whose names begin with one of the prefixes, case ignored. */
  List<Request> lockOpenByPrefix(Collection<String> prefixes, Instant now);

  /** The ids of requests that nobody closed though their time is over. */
  List<UUID> expired(Instant now, int limit);

  /**
   * Closes a request that the caller has locked, and keeps which of its approvals counted.
   *
   * @param closed with its last state, evidence, time and detail
   */
  void close(Request closed);

  /** Newest first, of the models that the reader may see. */
  Page<Request> list(RequestFilter filter, Instant now, PageRequest page);

  /** What bars a principal from deciding a request. */
  record Bars(boolean requester, boolean author, boolean uploader, boolean decided) {}

  Bars bars(Request request, Principal by);

  /** Whether the principal made the request. */
  boolean isOf(Request request, Principal by);

  /** How many decisions the request ever had. */
  int countApprovals(Request request);

  void insert(Request request, Approval approval, Principal by);

  /** Whether the principal made the decision; empty if the request has none of this id. */
  Optional<Boolean> isOwn(Request request, UUID approval, Principal by);

  void withdraw(Request request, UUID approval, Instant at);
}
