package dev.roster.drift.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.drift.cells.CategoricalCells;
import dev.roster.drift.cells.NumericCells;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrozenCellsTest {
  @Test
  void aHundredCellsHoldAboutOneInAHundredEach() {
    double[] values = new Random(1).doubles(10_000).toArray();
    BaselineColumn column = NumericFreezer.freeze("x", values, 0);
    assertThat(column.cells().size()).isEqualTo(101);
    for (int cell = 0; cell < 100; cell++)
      assertThat(column.counts().count(cell)).isBetween(99L, 101L);
  }

  @Test
  void aBoundBelongsToTheCellUnderIt() {
    NumericCells cells = new NumericCells(new double[] {-1, 0, 2}, new int[] {1});
    assertThat(cells.cellOf(-1)).isZero();
    assertThat(cells.cellOf(Math.nextUp(-1))).isEqualTo(1);
    assertThat(cells.cellOf(-0.0)).isEqualTo(1);
    assertThat(cells.cellOf(0)).isEqualTo(1);
    assertThat(cells.cellOf(2)).isEqualTo(2);
    assertThat(cells.cellOf(2.1)).isEqualTo(3);
    assertThat(cells.fold(new long[] {1, 2, 4, 8, 16})).containsExactly(3, 12, 16);
  }

  @Test
  void aNumberThatAWriterRoundedIsAtItsBound() {
    double third = 1 / 3.0;
    NumericCells cells =
        new NumericCells(
            new double[] {-0.1, 1e-4 / 7, Math.nextDown(third), third, 2}, new int[] {});
    for (double same : new double[] {-0.1, (float) -0.1, -0.1000000015, -0.1 - 1e-9})
      assertThat(cells.cellOf(same)).as("%s", same).isZero();
    assertThat(cells.cellOf(0.0000142857)).isEqualTo(cells.cellOf(1e-4 / 7));
    for (double same : new double[] {third, (float) third, 0.3333333333, 0.3333333333333334})
      assertThat(cells.cellOf(same)).as("%s", same).isEqualTo(3);
    assertThat(cells.cellOf(0.33333)).isEqualTo(2);
    assertThat(cells.cellOf(0.333334)).isEqualTo(4);
    assertThat(cells.cellOf(-0.0999999)).isEqualTo(1);
    assertThat(cells.cellOf(2 + 1e-9)).as("whole numbers are not rounded").isEqualTo(5);
  }

  @Test
  void aValueOverATenthOfTheRowsHasItsOwnCell() {
    double[] values = new double[1000];
    for (int i = 0; i < 1000; i++) values[i] = i < 101 ? 0 : i < 201 ? 500.5 : i;
    BaselineColumn column = NumericFreezer.freeze("x", values, 0);
    NumericCells cells = (NumericCells) column.cells();
    int nought = cells.cellOf(0);
    assertThat(column.counts().count(nought)).isEqualTo(101);
    assertThat(cells.cellOf(-1e-9)).isNotEqualTo(nought);
    assertThat(cells.cellOf(1e-9)).isNotEqualTo(nought);
    assertThat(cells.label(nought)).isEqualTo("0");
    assertThat(cells.fold(column.counts().counts())).contains(101L); // in the coarse cells too
    assertThat(cells.edges()).doesNotContain(Math.nextDown(500.5)); // 100 of 1000: just not
  }

  @Test
  void missingRowsCountForTheTenth() {
    double[] values = new double[101];
    Arrays.fill(values, 7);
    BaselineColumn column = NumericFreezer.freeze("x", values, 909); // 101 of 1010: just not
    assertThat(((NumericCells) column.cells()).edges()).containsExactly(7);
    assertThat(column.counts().missing()).isEqualTo(909);
  }

  @Test
  void aColumnWithoutValuesHasOneCellForAnyNumber() {
    BaselineColumn column = NumericFreezer.freeze("x", new double[0], 5);
    assertThat(column.cells().size()).isEqualTo(2);
    assertThat(column.mean()).isNull();
    assertThat(column.counts().missing()).isEqualTo(5);
  }

  @Test
  void meanAndDeviationAreThoseOfTheRowsThatAreThere() {
    BaselineColumn column = NumericFreezer.freeze("x", new double[] {2, 4, 4, 4, 5, 5, 7, 9}, 3);
    assertThat(column.mean()).isEqualTo(5);
    assertThat(column.standardDeviation()).isEqualTo(2);
  }

  @Test
  void rareCategoriesArePooledAndTheUnseenIsKnown() {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("b", 600L);
    counts.put("a", 390L);
    counts.put("just", 5L);
    counts.put("under", 4L);
    counts.put("single", 1L);
    BaselineColumn column = CategoricalFreezer.freeze("c", counts, 0, 20);
    CategoricalCells cells = (CategoricalCells) column.cells();
    assertThat(cells.categories()).isEqualTo(List.of("b", "a", "just"));
    assertThat(column.counts().counts()).containsExactly(600, 390, 5, 5, 0, 20);
    assertThat(cells.label(cells.cellOf("under"))).isEqualTo("other");
    assertThat(cells.label(cells.cellOf("new"))).isEqualTo("unseen");
  }

  @Test
  void fiftyCategoriesAtMost() {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (int i = 0; i < 60; i++) counts.put("c" + i, 10L);
    CategoricalCells cells =
        (CategoricalCells) CategoricalFreezer.freeze("c", counts, 0, 0).cells();
    assertThat(cells.categories()).hasSize(50);
    assertThat(cells.rare()).hasSize(10);
  }
}
