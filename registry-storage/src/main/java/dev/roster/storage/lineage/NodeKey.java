package dev.roster.storage.lineage;

import dev.roster.core.digest.Sha256;
import java.util.Comparator;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The natural key of a node. V8__lineage.sql documents the forms of the keys and builds the same
 * ones.
 */
record NodeKey(Kind kind, String key) implements Comparable<NodeKey> {
  /** The order in which all transactions insert nodes, so that there are no deadlocks. */
  enum Kind {
    RUN,
    COMMIT,
    DATASET,
    VERSION;

    String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Comparator<NodeKey> ORDER =
      Comparator.comparing(NodeKey::kind).thenComparing(NodeKey::key);

  private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{40}|[0-9a-fA-F]{64}");
  private static final Pattern RUN =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  @Override
  public int compareTo(NodeKey other) {
    return ORDER.compare(this, other);
  }

  static NodeKey version(long id) {
    return new NodeKey(Kind.VERSION, String.valueOf(id));
  }

  static NodeKey dataset(@Nullable String digest, String name, @Nullable String uri) {
    return new NodeKey(Kind.DATASET, digest == null ? "name:" + hash(name, uri) : digest);
  }

  static NodeKey commit(@Nullable String repository, String commit) {
    return new NodeKey(
        Kind.COMMIT,
        HASH.matcher(commit).matches()
            ? commit.toLowerCase(Locale.ROOT)
            : "at:" + hash(repository, commit));
  }

  static NodeKey run(long model, @Nullable String system, String id) {
    return new NodeKey(
        Kind.RUN,
        model
            + ":"
            + (RUN.matcher(id).matches() ? id.toLowerCase(Locale.ROOT) : "at:" + hash(system, id)));
  }

  static NodeKey run(long model, UUID id) {
    return run(model, null, id.toString());
  }

  /** Of a run that has a UUID; null if it has another id. */
  @Nullable UUID runId() {
    String id = key.substring(key.indexOf(':') + 1);
    return id.startsWith("at:") ? null : UUID.fromString(id);
  }

  private static String hash(@Nullable String a, @Nullable String b) {
    return Sha256.ofText((a == null ? "" : a) + '\u001F' + (b == null ? "" : b)).hex();
  }
}
