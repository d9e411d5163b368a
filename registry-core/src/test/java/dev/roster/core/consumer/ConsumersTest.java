package dev.roster.core.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.core.access.Principal;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.VersionRef;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsumersTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final VersionRef VERSION =
      new VersionRef(7, new ModelRef(1, new ModelName("credit")), 3);

  private final Kept kept = new Kept();
  private final Consumers consumers = new Consumers(kept, Clock.fixed(NOW, ZoneOffset.UTC), 2);

  /** A store that can fail. */
  private static final class Kept implements ConsumerStore {
    final List<Uses> uses = new ArrayList<>();
    boolean fails;

    @Override
    public void add(Collection<Uses> more) {
      if (fails) throw new IllegalStateException("the store is away");
      uses.addAll(more);
    }

    @Override
    public Page<Consumer> list(VersionRef version, PageRequest page) {
      return new Page<>(List.of(), null);
    }

    @Override
    public List<Consumer> since(VersionRef version, Instant after, int limit) {
      return List.of();
    }
  }

  private static Principal token(String name) {
    return new Principal("token:" + name, name, name, List.of());
  }

  private long stored(String token) {
    return kept.uses.stream()
        .filter(uses -> uses.token().equals(token))
        .mapToLong(ConsumerStore.Uses::resolves)
        .sum();
  }

  @Test
  void whatIsCountedIsStoredOnce() {
    consumers.resolved(VERSION, token("a"));
    consumers.downloaded(VERSION, token("a"));
    consumers.resolved(VERSION, new Principal("admin", "admin", null, List.of()));
    consumers.store();
    consumers.store();
    assertThat(kept.uses).hasSize(2);
    assertThat(stored("a")).isEqualTo(2);
    assertThat(stored("")).isEqualTo(1);
    assertThat(kept.uses).allMatch(uses -> !uses.lastAt().isAfter(NOW));
  }

  @Test
  void whatCannotBeStoredIsKept() {
    kept.fails = true;
    consumers.resolved(VERSION, token("a"));
    assertThatThrownBy(consumers::store).hasMessageContaining("away");
    assertThat(consumers.since(VERSION, NOW.minusSeconds(60), 10))
        .extracting(Consumer::name)
        .containsExactly("a");
    consumers.resolved(VERSION, token("a"));
    kept.fails = false;
    consumers.store();
    assertThat(stored("a")).isEqualTo(2);
  }

  @Test
  void ifThereIsNoRoomItIsStoredAtOnce() {
    for (String name : List.of("a", "b", "c", "d", "e")) consumers.resolved(VERSION, token(name));
    assertThat(kept.uses).hasSize(4);
    consumers.store();
    assertThat(kept.uses).hasSize(5);
  }

  @Test
  void ifNothingCanBeStoredTheMemoryStaysBounded() {
    kept.fails = true;
    for (int i = 0; i < 10; i++) consumers.resolved(VERSION, token("t" + i));
    assertThat(consumers.since(VERSION, NOW.minusSeconds(60), 100)).hasSize(2);
  }
}
