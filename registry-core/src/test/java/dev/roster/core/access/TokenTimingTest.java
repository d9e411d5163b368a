package dev.roster.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.core.audit.AuditLog;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.ReferenceStore;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenTimingTest {
  private static final int TRIES = 10_000;
  private final TokenSecret right = TokenSecret.random(new SecureRandom());

  /** Of a right and a wrong digest for one public id, with all else equal: 20,000 tries. */
  @Test
  void auth13TheTimeDoesNotTellHowMuchOfADigestIsRight() {
    byte[] digest = right.digest();
    byte[] wrongAtTheStart = digest.clone(), wrongAtTheEnd = digest.clone();
    wrongAtTheStart[0] ^= 1;
    wrongAtTheEnd[31] ^= 1;
    Tokens start = knowing(wrongAtTheStart), end = knowing(wrongAtTheEnd);
    assertThat(start.authenticate(right.text())).isEmpty();
    assertThat(end.authenticate(right.text())).isEmpty();

    double best = 0; // noise alone fails one run in a hundred
    for (int run = 0; run < 5 && best <= 0.01; run++) best = Math.max(best, pValue(start, end));
    assertThat(best).isGreaterThan(0.01);
  }

  private double pValue(Tokens a, Tokens b) {
    long[] timesOfA = new long[TRIES], timesOfB = new long[TRIES];
    for (int i = -TRIES; i < TRIES; i++) { // the first half warms up; turns alternate
      boolean first = (i & 1) == 0;
      long one = time(first ? a : b), other = time(first ? b : a);
      if (i < 0) continue;
      timesOfA[i] = first ? one : other;
      timesOfB[i] = first ? other : one;
    }
    return mannWhitney(timesOfA, timesOfB);
  }

  private long time(Tokens tokens) {
    long from = System.nanoTime();
    tokens.authenticate(right.text());
    return System.nanoTime() - from;
  }

  /** Two-sided, by the normal approximation with ties. */
  private static double mannWhitney(long[] a, long[] b) {
    long[] all = new long[a.length + b.length];
    System.arraycopy(a, 0, all, 0, a.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    Arrays.sort(all);
    double ranks = 0, ties = 0;
    for (long value : a) {
      int from = lowerBound(all, value), to = lowerBound(all, value + 1);
      ranks += (from + 1 + to) / 2.0;
    }
    for (int i = 0; i < all.length; ) {
      int j = lowerBound(all, all[i] + 1);
      double t = j - i;
      ties += t * t * t - t;
      i = j;
    }
    double n = a.length, m = b.length, sum = n + m;
    double u = ranks - n * (n + 1) / 2;
    double variance = n * m / 12 * (sum + 1 - ties / (sum * (sum - 1)));
    double z = Math.abs(u - n * m / 2) / Math.sqrt(variance);
    return 2 * upperTail(z);
  }

  private static int lowerBound(long[] sorted, long value) {
    int low = 0, high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Abramowitz and Stegun 26.2.17. */
  private static double upperTail(double z) {
    double t = 1 / (1 + 0.2316419 * z);
    double series =
        t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * series;
  }

  private static Tokens knowing(byte[] digest) {
    TokenStore.Stored stored =
        new TokenStore.Stored("t", digest, Instant.MAX, List.of(Grant.onAll(Role.READER)));
    return new Tokens(
        AdminToken.none(),
        new OneToken(stored),
        unasked(ReferenceStore.class),
        unasked(AuditLog.class),
        Clock.systemUTC());
  }

  private record OneToken(TokenStore.Stored stored) implements TokenStore {
    @Override
    public boolean insert(
        String id, Stored token, String nameKey, Instant createdAt, String createdBy) {
      throw new AssertionError("one token is only looked up");
    }

    @Override
    public Optional<String> nameInUse(String nameKey) {
      throw new AssertionError("one token is only looked up");
    }

    @Override
    public Map<String, Stored> find(Set<String> ids) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Stored> find(String id) {
      return Optional.of(stored);
    }

    @Override
    public Page<Token> list(PageRequest page) {
      throw new AssertionError("one token is only looked up");
    }

    @Override
    public boolean revoke(String id, Instant at, String by) {
      throw new AssertionError("one token is only looked up");
    }
  }

  /** A port that authenticating a token has no business with. */
  private static <T> T unasked(Class<T> port) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (self, method, arguments) -> {
              throw new AssertionError(method + " was called");
            }));
  }
}
