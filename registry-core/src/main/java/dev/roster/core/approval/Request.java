package dev.roster.core.approval;

import dev.roster.core.access.Principal;
import dev.roster.core.gate.Evidence;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A move that somebody asks for, or one that was forced and is to be reviewed.
 *
 * @param digest of the version's manifest, which the approvals are for
 * @param policy that judged the model when it was made, in the revision that the approvals are for
 * @param needed how many approvals it needs
 * @param notAuthor whether the requester, the version's author and those who uploaded to it are
 *     barred from deciding
 * @param evidence what the gates found when it was made, or when it was closed
 * @param expiresAt null means never
 * @param approvals the decisions that were not withdrawn, in the order in which they were made
 * @param closedAt null while it is open
 * @param detail why it is in its state; null if there is nothing to say
 */
public record Request(
    UUID id,
    Kind kind,
    VersionRef version,
    Stage from,
    Stage to,
    @Nullable String reason,
    Execution execution,
    Requester by,
    Instant at,
    String digest,
    PolicyBinding policy,
    State state,
    int needed,
    boolean notAuthor,
    List<Evidence> evidence,
    @Nullable Instant expiresAt,
    List<Approval> approvals,
    @Nullable Instant closedAt,
    @Nullable String closedBy,
    @Nullable String detail) {
  public Request {
    evidence = List.copyOf(evidence);
    approvals = List.copyOf(approvals);
  }

  /** What is asked. */
  public enum Kind {
    /** That the version moves. */
    TRANSITION,
    /** That somebody else looks at a move that was forced. */
    REVIEW;

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Who makes the move once it is approved. */
  public enum Execution {
    /** Somebody who may promote. */
    BY_HAND,
    /** Roster, in the name of the requester, together with the last approval. */
    WHEN_APPROVED;

    public String wire() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Empty if the text is none. */
    public static Optional<Execution> ofWire(String text) {
      return Arrays.stream(values()).filter(one -> one.wire().equals(text)).findFirst();
    }
  }

  /** Where a request is in its life. */
  public enum State {
    PENDING,
    APPROVED,
    REJECTED,
    EXPIRED,
    EXECUTED,
    VOID,
    WITHDRAWN;

    /** The states of a request that can still be decided. */
    public static final Set<State> UNDECIDED = EnumSet.of(PENDING, APPROVED);

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Who made it.
   *
   * @param principal as {@link Principal#id}
   * @param tokenId null for the operator's
   * @param entitled whether its token is not revoked and may still ask for such a move
   */
  public record Requester(
      String name, String principal, @Nullable String tokenId, boolean entitled) {
    public static Requester of(Principal by) {
      return new Requester(by.name(), by.id(), by.tokenId(), true);
    }

    /** As the actor of what is done in its name. */
    public Principal principalWithoutGrants() {
      return new Principal(principal, name, tokenId, List.of());
    }
  }

  /** Whether it can still be decided. */
  public boolean isOpen() {
    return closedAt == null && State.UNDECIDED.contains(state);
  }

  /** The approvals that count. */
  public List<Approval> counting() {
    return approvals.stream()
        .filter(one -> one.decision() == Approval.Decision.APPROVE && one.counts())
        .toList();
  }

  /** Whether its approvals are for a move of these bytes by this policy. */
  public boolean isFor(@Nullable String otherDigest, PolicyBinding otherPolicy) {
    return digest.equals(otherDigest) && policy.equals(otherPolicy);
  }

  /** The same with what the gates find now. */
  public Request with(List<Evidence> found, @Nullable String why) {
    return new Request(
        id, kind, version, from, to, reason, execution, by, at, digest, policy, state, needed,
        notAuthor, found, expiresAt, approvals, closedAt, closedBy, why);
  }

  Request closed(State last, Instant when, String who, @Nullable String why) {
    return new Request(
        id, kind, version, from, to, reason, execution, by, at, digest, policy, last, needed,
        notAuthor, evidence, expiresAt, approvals, when, who, why);
  }
}
