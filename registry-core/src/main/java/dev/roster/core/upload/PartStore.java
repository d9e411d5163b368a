package dev.roster.core.upload;

import java.util.Map;

/**
 * Takes the parts of an object, in any order and several at once, and joins them. Each call throws
 * {@code Refused} with {@code storage_unavailable} if the store does not answer as it should, and
 * with {@code parts_lost} if the store does not know the parts. None belongs in a transaction.
 */
public interface PartStore {
  /** Begins an object in parts under a new key, and returns the store's handle of them. */
  String begin(String key);

  /**
   * Stores a part, and replaces the one that has this number. After the parts were joined or
   * aborted it changes nothing that anyone reads, though some stores do not refuse it.
   *
   * @param offset where the part begins in the object
   */
  void put(PartedObject object, int number, long offset, byte[] bytes);

  /**
   * The parts that the store has: their sizes by their numbers. Some stores know no parts of an
   * upload that they do not know.
   */
  Map<Integer, Long> list(PartedObject object);

  /**
   * Makes one object of all parts that are there, in the order of their numbers. Nobody reads or
   * replaces a part afterwards.
   */
  void join(PartedObject object);

  /** Deletes the parts. Absence is success. */
  void abort(PartedObject object);
}
