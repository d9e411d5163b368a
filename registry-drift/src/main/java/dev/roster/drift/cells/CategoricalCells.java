package dev.roster.drift.cells;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A cell per common value of the baseline, then {@code other} for its rare values, {@code unseen}
 * for values that it does not have, {@code missing}.
 */
public final class CategoricalCells implements Cells {
  /** The first characters of a value, which tell it apart. */
  public static final int MAX_LENGTH = 256;

  private static final int MIN_ROWS = 5;

  private final List<String> categories;
  private final List<String> rare;
  private final boolean rareComplete;
  private final Map<String, Integer> index = new HashMap<>();

  /**
   * @param rare the baseline's rare values, as far as they are stored
   * @param rareComplete whether all of them are stored; if not, an unknown value counts as other
   */
  public CategoricalCells(List<String> categories, List<String> rare, boolean rareComplete) {
    this.categories = List.copyOf(categories);
    this.rare = List.copyOf(rare);
    this.rareComplete = rareComplete;
    for (String value : this.rare) index.put(value, other());
    for (int cell = 0; cell < this.categories.size(); cell++)
      index.put(this.categories.get(cell), cell);
  }

  /** The form in which a value is counted and stored: well-formed text that is not too long. */
  public static String form(String value) {
    String text = value.length() > MAX_LENGTH ? value.substring(0, MAX_LENGTH) : value;
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  /** Whether the value is stored, in this very spelling. */
  public boolean has(String value) {
    return index.containsKey(value);
  }

  public int cellOf(String value) {
    Integer known = index.get(value);
    if (known == null) known = index.get(form(value));
    if (known != null) return known;
    return rareComplete ? unseen() : other();
  }

  public int other() {
    return categories.size();
  }

  public int unseen() {
    return categories.size() + 1;
  }

  public List<String> categories() {
    return categories;
  }

  public List<String> rare() {
    return rare;
  }

  /** How many different values are stored. */
  public int distinct() {
    return categories.size() + rare.size();
  }

  public boolean rareComplete() {
    return rareComplete;
  }

  /** Categories have no coarser cells. */
  @Override
  public long[] fold(long[] counts) {
    return counts;
  }

  /**
   * The counts that statistics compare. Values that the baseline has hardly or never seen are one
   * cell: {@code other}, {@code unseen}, and each category with fewer than five rows in {@code
   * baseline}. Which of them a window has is chance.
   */
  public long[] pooled(long[] counts, long[] baseline) {
    long[] pooled = counts.clone();
    for (int cell = 0; cell < pooled.length; cell++) {
      boolean isRare = cell == unseen() || (cell < other() && baseline[cell] < MIN_ROWS);
      if (!isRare) continue;
      pooled[other()] += pooled[cell];
      pooled[cell] = 0;
    }
    return pooled;
  }

  @Override
  public String foldedLabel(int cell) {
    return label(cell);
  }

  @Override
  public long unseen(long[] counts) {
    return counts[unseen()];
  }

  @Override
  public int size() {
    return categories.size() + 3;
  }

  @Override
  public String kind() {
    return "categorical";
  }

  @Override
  public String label(int cell) {
    if (cell < categories.size()) return categories.get(cell);
    return cell == other() ? "other" : cell == unseen() ? "unseen" : "missing";
  }
}
