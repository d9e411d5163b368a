package dev.roster.api.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.core.event.CloudEvent;
import dev.roster.core.event.Event;
import dev.roster.core.event.EventSource;

/**
 * An event as it is sent.
 *
 * @param bytes as in the <a href="https://html.spec.whatwg.org/#server-sent-events">HTML
 *     standard</a>
 */
record Frame(Event event, byte[] bytes) {
  static final byte[] COMMENT = ":\n\n".getBytes(UTF_8);

  static Frame of(Event event, EventSource source) {
    String json = CloudEvent.of(event, source).json(); // one line
    return new Frame(event, bytes("id: %d\ndata: %s\n\n".formatted(event.sequence(), json)));
  }

  /**
   * Says that events are missing.
   *
   * @param after the last event that the client has seen
   * @param resumed the number after which the stream goes on
   */
  static byte[] gap(long after, long resumed) {
    return bytes(
        "event: gap\nid: %d\ndata: {\"after\":%d,\"resumedAfter\":%d}\n\n"
            .formatted(resumed, after, resumed));
  }

  long sequence() {
    return event.sequence();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
