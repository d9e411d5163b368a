package dev.roster.core.search;

import dev.roster.core.access.Principal;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;

/**
 * Lets each client run only so many searches at a time on this server, so that it keeps connections
 * for the others. A few more wait for a moment; the rest are refused.
 */
@Service
public class SearchLimiter {
  private static final int WAITING_PER_RUNNING = 4;
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final int most;
  private final Map<String, Client> clients = new ConcurrentHashMap<>();

  SearchLimiter(SearchSettings settings) {
    this.most = settings.perClient();
  }

  /** Who runs, who waits, and how many calls hold on to this. */
  private static final class Client {
    final Semaphore turns;
    int calls;

    Client(int most) {
      turns = new Semaphore(most, true);
    }
  }

  /**
   * @throws Refused {@code too_many_requests}
   */
  public <T> T run(Principal by, Supplier<T> search) {
    Client client = enter(by.id());
    try {
      if (!client.turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) throw tooMany();
      try {
        return search.get();
      } finally {
        client.turns.release();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw tooMany();
    } finally {
      leave(by.id());
    }
  }

  private Client enter(String id) {
    return clients.compute(
        id,
        (key, known) -> {
          Client client = known == null ? new Client(most) : known;
          if (client.calls >= most * (1 + WAITING_PER_RUNNING)) throw tooMany();
          client.calls++;
          return client;
        });
  }

  private void leave(String id) {
    clients.computeIfPresent(id, (key, client) -> --client.calls == 0 ? null : client);
  }

  private Refused tooMany() {
    return Refused.because(
        ProblemCode.TOO_MANY_REQUESTS,
        "This token runs %d searches at this moment, and more wait; repeat the call after the time in Retry-After."
            .formatted(most));
  }
}
