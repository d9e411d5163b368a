package dev.roster.drift.judgement;

/**
 * The drifted feature that is furthest over its threshold.
 *
 * @param by what made it drift
 * @param score its score; of a share, the distance from the share that is expected
 * @param threshold the threshold for {@code score}
 */
public record Worst(String feature, DriftedBy by, double score, double threshold) {
  double multiple() {
    return threshold == 0 ? Double.POSITIVE_INFINITY : score / threshold;
  }
}
