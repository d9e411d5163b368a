package dev.roster.storage.audit;

import dev.roster.core.audit.Change;
import dev.roster.core.digest.Sha256;
import dev.roster.core.history.FactChange;
import dev.roster.core.json.CanonicalJson;
import dev.roster.storage.history.HistoryRow;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A link of the chain: {@code hash = SHA-256(hash of the previous entry + canonical JSON of {seq,
 * at, actor, tokenId, action, model, version, detail})}, in hex, over UTF-8. There is a tokenId if
 * the actor presented a token; entries from before V18 have none.
 */
record ChainEntry(long seq, Change change, String hash) {
  static ChainEntry after(long seq, String hash, Instant at, Change change) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("seq", seq + 1);
    content.put("at", at.toString());
    content.put("actor", change.actor().name());
    if (change.actor().tokenId() != null) content.put("tokenId", change.actor().tokenId());
    content.put("action", change.action().wire());
    content.put("model", change.model() == null ? null : change.model().name().text());
    content.put("version", change.version());
    content.put("detail", change.detail());
    return new ChainEntry(seq + 1, change, Sha256.ofText(hash + CanonicalJson.of(content)).hex());
  }

  @Nullable Long modelId() {
    return change.model() == null ? null : change.model().id();
  }

  @Nullable String model() {
    return change.model() == null ? null : change.model().name().text();
  }

  /** The rows that the change adds to the history. */
  Stream<HistoryRow> history() {
    return change.facts().stream().map(this::row);
  }

  private HistoryRow row(FactChange fact) {
    if (change.model() == null)
      throw new IllegalStateException("A change without a model changes no facts: " + change);
    return new HistoryRow(seq, change.actor().name(), change.model(), fact);
  }
}
