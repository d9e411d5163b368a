package dev.roster.app.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.roster.core.access.Principal;
import dev.roster.core.access.Tokens;
import dev.roster.core.digest.Sha256;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Who presents a token, remembered for a moment: shorter than the second after which a revoked
 * right has no effect (I8), counted from before the database was asked.
 */
@Component
class TokenCache {
  private static final long FRESH = Duration.ofMillis(800).toNanos();

  private record Answer(Optional<Principal> principal, long askedAt) {}

  private final Tokens tokens;
  private final Cache<ByteBuffer, Answer> answers =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofNanos(FRESH)).build();

  TokenCache(Tokens tokens) {
    this.tokens = tokens;
  }

  Optional<Principal> principalOf(String presented) {
    ByteBuffer key = ByteBuffer.wrap(Sha256.hash(presented));
    Answer known = answers.getIfPresent(key);
    long now = System.nanoTime();
    if (known != null && now - known.askedAt() < FRESH) return known.principal();
    Answer asked = new Answer(tokens.authenticate(presented), now);
    answers.put(key, asked);
    return asked.principal();
  }
}
