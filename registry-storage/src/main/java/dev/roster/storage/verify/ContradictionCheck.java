package dev.roster.storage.verify;

import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/** A check that consists of queries for rows that contradict each other. */
public abstract class ContradictionCheck implements InvariantCheck {
  private final String invariant;
  private final String remedy;
  private final List<Contradiction> contradictions;

  /**
   * @param invariant the invariant, for example {@code I3}
   * @param remedy what to do about each of them
   */
  protected ContradictionCheck(
      String invariant, String remedy, List<Contradiction> contradictions) {
    this.invariant = invariant;
    this.remedy = remedy;
    this.contradictions = contradictions;
  }

  @Override
  public final String run(Snapshot rows, Consumer<Finding> findings) throws SQLException {
    for (Contradiction each : contradictions)
      rows.each(
          each.sql(),
          row ->
              findings.accept(new Finding(invariant, row.getString("place"), each.what(), remedy)));
    return lookedAt(rows);
  }

  /** Returns what was checked, for example {@code 12 versions}. */
  protected abstract String lookedAt(Snapshot rows) throws SQLException;
}
