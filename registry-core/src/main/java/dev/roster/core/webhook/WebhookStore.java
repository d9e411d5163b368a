package dev.roster.core.webhook;

import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where webhooks are kept. */
public interface WebhookStore {
  /** How many there are. */
  record Count(int ofOwner, int all) {}

  /** Keeps others, who do so too, from adding webhooks until the transaction ends. */
  void lockAll();

  /** As {@link #lockAll()}, and counts those there are. */
  Count countLocked(String owner);

  /**
   * @param secret encrypted
   * @param since events up to this number are not sent
   */
  void insert(Webhook webhook, byte[] secret, long since);

  Optional<Webhook> find(UUID id);

  /** Locks it until the transaction ends, after scans for events that webhooks want. */
  Optional<Webhook> lock(UUID id);

  /**
   * Newest first.
   *
   * @param owner null means those of all
   */
  Page<Webhook> list(@Nullable String owner, PageRequest page);

  /** Gives it this definition and state, and tries at once what is to be sent. */
  void change(UUID id, Webhook.Definition definition, Webhook.State state, Instant now);

  /** Lets it go on with what it missed, at most a week of it. It is made active by a change. */
  void resume(UUID id, Instant now);

  /** Disables it, unless it is. Returns false if it was, or there is none. */
  boolean disable(UUID id, String reason);

  /** Active ones whose maker's token was revoked. */
  List<UUID> withRevokedMaker();

  /** How many old secrets still sign. Those that have ended are removed. */
  int oldSecrets(UUID id, Instant now);

  /** Keeps the old secret until it ends. */
  void replaceSecret(UUID id, byte[] secret, Instant oldEnds);

  void delete(UUID id);
}
