package dev.roster.app.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Something in a log that is not as it was signed.
 *
 * @param seq the entry, or the first one that it can be; null if it is about a checkpoint itself
 * @param what a sentence without its full stop
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Fault(@Nullable Long seq, String what) {
  @Override
  public String toString() {
    return (seq == null ? "" : "seq " + seq + ": ") + what + ".";
  }
}
