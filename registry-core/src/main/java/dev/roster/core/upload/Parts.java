package dev.roster.core.upload;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * How a file is cut into parts. All parts have the same size but for the last, and are numbered
 * from 1. S3 takes at most 10,000 parts of 5 MiB to 5 GiB, and 5 TiB in all.
 *
 * @param size bytes of the file, 1 or more
 * @param partSize bytes of each part but the last
 */
public record Parts(long size, long partSize) {
  static final int MAX_COUNT = 10_000;
  static final long SMALLEST = 16L << 20;
  static final long MAX_SIZE = 5L << 40;

  /** The largest file whose parts pass through the memory of the server. */
  static final long MAX_SIZE_VIA_SERVER = MAX_COUNT * SMALLEST;

  /** The parts of a file: as small as their number allows, in whole MiB. */
  public static Parts of(long size) {
    long needed = (size + MAX_COUNT - 1) / MAX_COUNT;
    long wholeMiB = (needed + (1 << 20) - 1) >> 20 << 20;
    return new Parts(size, Math.max(SMALLEST, wholeMiB));
  }

  public int count() {
    return (int) ((size + partSize - 1) / partSize);
  }

  /** Where the part begins in the file. */
  public long offset(int number) {
    return (number - 1) * partSize;
  }

  /** How many bytes the part has. */
  public long size(int number) {
    return Math.min(partSize, size - offset(number));
  }

  /** Whether there is a part of this number. */
  public boolean has(int number) {
    return number >= 1 && number <= count();
  }

  /** The numbers of the parts that are not among those, in order. */
  public List<Integer> without(Collection<Integer> numbers) {
    List<Integer> missing = new ArrayList<>();
    for (int number = 1; number <= count(); number++)
      if (!numbers.contains(number)) missing.add(number);
    return missing;
  }

  /** Numbers in order as people write them: {@code 1, 4–9, 12}. */
  static String ranges(List<Integer> numbers, int most) {
    List<String> ranges = new ArrayList<>();
    for (int i = 0; i < numbers.size(); ) {
      int from = i;
      while (i + 1 < numbers.size() && numbers.get(i + 1) == numbers.get(i) + 1) i++;
      String first = numbers.get(from).toString();
      ranges.add(i == from ? first : first + "–" + numbers.get(i));
      i++;
      if (ranges.size() == most && i < numbers.size()) return String.join(", ", ranges) + " …";
    }
    return String.join(", ", ranges);
  }
}
