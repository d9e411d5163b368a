package dev.roster.core.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.core.audit.Actor;
import dev.roster.core.blob.BlobStore;
import dev.roster.core.blob.StoreKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The list of erasures that is kept beside the files, so that an older backup of the database can
 * be brought up to date. Each erasure is an object of one line: alias, time, hash of the name, and
 * the proof that this registry wrote it.
 */
@Component
class ErasureList {
  private static final Logger LOG = LoggerFactory.getLogger(ErasureList.class);
  private static final String FORM = "roster-erasure-1";
  private static final int MAX_BYTES = 1_000;

  private final BlobStore store;
  private final NameHash hash;

  ErasureList(BlobStore store, NameHash hash) {
    this.store = store;
    this.hash = hash;
  }

  /** Adds it, unless it is there. */
  void add(Erasure erasure) {
    String key = StoreKey.ofErasure(erasure.id());
    if (store.size(key).isPresent()) return;
    try {
      store.put(key, new ByteArrayInputStream(line(erasure).getBytes(UTF_8)));
    } catch (IOException impossible) { // the bytes are in memory
      throw new UncheckedIOException(impossible);
    }
  }

  /** Those of the list that are not known. One that this registry did not write is left out. */
  List<Erasure> unknown(Set<UUID> known) {
    List<Erasure> found = new ArrayList<>();
    for (String key : store.keys(StoreKey.ERASURES)) {
      Optional<UUID> id = StoreKey.erasure(key).filter(one -> !known.contains(one));
      if (id.isEmpty()) continue;
      Optional<Erasure> read =
          store.read(key, 0, MAX_BYTES).flatMap(bytes -> read(id.get(), bytes));
      if (read.isEmpty())
        LOG.error(
            "The store lists an erasure, {}, that was altered or is of another registry. It is not"
                + " applied.",
            key);
      read.ifPresent(found::add);
    }
    return found;
  }

  private String line(Erasure erasure) {
    String facts =
        String.join(
            " ", FORM, erasure.alias(), erasure.begunAt().toString(), base64(erasure.nameHash()));
    return facts + " " + base64(hash.proof(erasure.id() + " " + facts)) + "\n";
  }

  private Optional<Erasure> read(UUID id, InputStream bytes) {
    try (bytes) {
      String[] parts = new String(bytes.readAllBytes(), UTF_8).strip().split(" ");
      if (parts.length != 5 || !parts[0].equals(FORM)) return Optional.empty();
      Erasure erasure =
          new Erasure(
              id,
              parts[1],
              Base64.getDecoder().decode(parts[3]),
              null,
              null,
              Actor.SYSTEM,
              Instant.parse(parts[2]));
      boolean own = MessageDigest.isEqual(line(erasure).getBytes(UTF_8), joined(parts));
      return own ? Optional.of(erasure) : Optional.empty();
    } catch (IllegalArgumentException | DateTimeParseException altered) {
      return Optional.empty();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static byte[] joined(String[] parts) {
    return (String.join(" ", parts) + "\n").getBytes(UTF_8);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
