package dev.roster.storage.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.core.audit.Action;
import dev.roster.core.audit.Actor;
import dev.roster.core.audit.Change;
import dev.roster.core.digest.Sha256;
import dev.roster.core.history.Fact;
import dev.roster.core.history.FactChange;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.VersionRef;
import dev.roster.storage.history.HistoryRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChainEntryTest {
  private static final Instant AT = Instant.parse("2026-01-05T09:00:00.123456Z");
  private static final ModelRef MODEL = new ModelRef(3, new ModelName("credit"));
  private static final String START = "0".repeat(64);

  @Test
  void theHashCoversTheHashBeforeAndTheCanonicalContent() {
    Change change =
        Change.of(
            new Actor("ann", null), Action.VERSION_CREATED, new VersionRef(8, MODEL, 7), Map.of());
    ChainEntry entry = ChainEntry.after(41, START, AT, change);
    assertThat(entry.seq()).isEqualTo(42);
    assertThat(entry.hash())
        .isEqualTo(
            Sha256.ofText(
                    START
                        + """
                    {"action":"version.created","actor":"ann","at":"2026-01-05T09:00:00.123456Z",\
                    "detail":{},"model":"credit","seq":42,"version":7}""")
                .hex());
  }

  @Test
  void anEntryWithoutModelHashesNulls() {
    ChainEntry entry =
        ChainEntry.after(
            0,
            START,
            AT,
            new Change(
                new Actor("ann", null), Action.TOKEN_CREATED, null, null, Map.of("id", "x")));
    assertThat(entry.model()).isNull();
    assertThat(entry.hash())
        .isEqualTo(
            Sha256.ofText(
                    START
                        + """
                    {"action":"token.created","actor":"ann","at":"2026-01-05T09:00:00.123456Z",\
                    "detail":{"id":"x"},"model":null,"seq":1,"version":null}""")
                .hex());
  }

  @Test
  void eachEntryFollowsTheOneBefore() {
    Change change = Change.of(new Actor("ann", null), Action.MODEL_DELETED, MODEL, Map.of());
    ChainEntry first = ChainEntry.after(0, START, AT, change);
    ChainEntry second = ChainEntry.after(first.seq(), first.hash(), AT, change);
    assertThat(second.seq()).isEqualTo(2);
    assertThat(second.hash()).isNotEqualTo(first.hash());
  }

  @Test
  void changedFactsBecomeRowsOfTheHistoryWithTheNumberOfTheEntry() {
    FactChange deleted = FactChange.ofModel(Fact.DELETED, true, AT);
    Change change =
        Change.of(new Actor("ann", null), Action.MODEL_DELETED, MODEL, Map.of())
            .with(List.of(deleted));
    assertThat(ChainEntry.after(41, START, AT, change).history())
        .containsExactly(new HistoryRow(42, "ann", MODEL, deleted));
  }
}
