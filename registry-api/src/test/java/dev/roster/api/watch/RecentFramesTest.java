package dev.roster.api.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.core.audit.Action;
import dev.roster.core.audit.AuditEntry;
import dev.roster.core.audit.CommittedDetail;
import dev.roster.core.event.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecentFramesTest {
  private static final int MIB = 1 << 20;

  private final RecentFrames recent = new RecentFrames();

  private static Frame frame(long sequence, Action action, int bytes) {
    AuditEntry entry =
        new AuditEntry(
            sequence,
            Instant.EPOCH,
            new UUID(0, 0),
            "ann",
            null,
            action,
            null,
            null,
            CommittedDetail.of(Map.of()),
            "");
    return new Frame(new Event(entry, null), new byte[bytes]);
  }

  private void add(long sequence, Action action, int bytes) {
    recent.add(List.of(frame(sequence, action, bytes)));
  }

  private @Nullable List<Long> after(long sequence) {
    List<Frame> some = recent.after(sequence, 10);
    return some == null ? null : some.stream().map(Frame::sequence).toList();
  }

  @Test
  void givesWhatItHoldsAndNullForWhatItDoesNot() {
    recent.begin(4);
    assertThat(after(4)).isEmpty();
    assertThat(after(3)).isNull();
    add(5, Action.MODEL_CREATED, 1);
    add(6, Action.MODEL_CHANGED, 1);
    assertThat(after(4)).containsExactly(5L, 6L);
    assertThat(after(5)).containsExactly(6L);
    assertThat(after(9)).isEmpty();
    assertThat(after(3)).isNull();
  }

  @Test
  void holdsNoGap() {
    recent.begin(4);
    add(5, Action.MODEL_CREATED, 1);
    add(8, Action.MODEL_CREATED, 1);
    assertThat(after(5)).isNull();
    assertThat(after(7)).containsExactly(8L);
  }

  @Test
  void holdsEightMebibytesAtMost() {
    recent.begin(0);
    for (int sequence = 1; sequence <= 9; sequence++) add(sequence, Action.MODEL_CREATED, MIB);
    assertThat(after(0)).isNull();
    assertThat(after(1)).hasSize(8);
  }

  @Test
  void forgetsWhatMayNameWhoWasErased() {
    recent.begin(0);
    add(1, Action.MODEL_CREATED, 1);
    add(2, Action.SUBJECT_ERASED, 1);
    assertThat(after(0)).isNull();
    assertThat(after(1)).containsExactly(2L);
  }
}
