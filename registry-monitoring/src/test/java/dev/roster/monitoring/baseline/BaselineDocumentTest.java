package dev.roster.monitoring.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.core.monitoring.baseline.BaselineReader;
import dev.roster.core.monitoring.rows.RowDialect;
import dev.roster.core.monitoring.rows.RowFormat;
import dev.roster.drift.baseline.Baseline;
import dev.roster.drift.baseline.Roles;
import dev.roster.monitoring.rows.TestReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The stored form of baselines. */
class BaselineDocumentTest {
  /** 600 rows of one category, 90 categories of one row and 10 of two. */
  private static final BaselineReader.Frozen FROZEN =
      frozen("c\n" + "a\n".repeat(600) + rare(0, 100) + rare(90, 100));

  @Test
  void howManyCategoriesOccurOnceIsStored() {
    assertThat(FROZEN.baseline().features().get(0).once()).isEqualTo(90);
    assertThat(FROZEN.baseline().features().get(0).unseenExpected()).isEqualTo(90 / 710.0);
  }

  @Test
  void ofADocumentThatDoesNotSayItTheLeastPossibleNumberIsTaken() {
    String older = FROZEN.document().replaceAll("\"once\":\\d+,?", "").replace(",}", "}");
    assertThat(older).isNotEqualTo(FROZEN.document());
    Baseline read = BaselineDocument.read("sha256:0", older);
    assertThat(read.features().get(0).once()).isEqualTo(90); // 100 categories in 110 rows
    assertThat(read.features().get(0).notJudged()).isEmpty();
  }

  private static String rare(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> "rare-" + i + "\n")
        .collect(Collectors.joining());
  }

  private static BaselineReader.Frozen frozen(String csv) {
    return BaselineFreezer.freeze(
        TestReader.READER,
        RowDialect.of(RowFormat.CSV),
        new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)),
        new Roles(null, null, null, null, null, List.of(), List.of()));
  }
}
