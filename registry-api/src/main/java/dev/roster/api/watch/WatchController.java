package dev.roster.api.watch;

import dev.roster.core.access.Principal;
import dev.roster.core.event.EventFilter;
import dev.roster.core.event.EventTypes;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelPattern;
import dev.roster.core.watch.EventReplay;
import dev.roster.core.watch.Waiters;
import dev.roster.http.request.RequestPart;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Sends events as they happen. */
@RestController
class WatchController {
  private static final String LAST_SEEN = "Last-Event-ID";
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private final EventStreams streams;
  private final EventReplay replay;
  private final Waiters waiters;

  WatchController(EventStreams streams, EventReplay replay, Waiters waiters) {
    this.streams = streams;
    this.replay = replay;
    this.waiters = waiters;
  }

  @GetMapping(path = "/api/v1/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  void watch(
      @RequestParam(required = false) @Nullable String models,
      @RequestParam(required = false) @Nullable List<String> types,
      @RequestHeader(name = LAST_SEEN, required = false) @Nullable String lastSeen,
      Principal by,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    EventFilter filter = filter(models, types);
    Long seen = lastSeen == null || lastSeen.isBlank() ? null : number(lastSeen.strip());
    boolean onlyHead = request.getMethod().equals("HEAD");
    Waiters.@Nullable Place place = onlyHead ? null : waiters.join(Waiters.Kind.EVENTS, by);
    try {
      response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
      response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
      response.setHeader("X-Accel-Buffering", "no"); // nginx passes each event on at once
      if (place != null) begin(request, place, filter, seen);
    } catch (RuntimeException | IOException failed) {
      if (place != null) place.leave();
      throw failed;
    }
  }

  private void begin(
      HttpServletRequest request, Waiters.Place place, EventFilter filter, @Nullable Long seen)
      throws IOException {
    long position = streams.begin();
    EventReplay.Resumption from =
        seen == null ? new EventReplay.Resumption(position, false) : replay.after(seen);
    byte[] gap = from.hasGap() && seen != null ? Frame.gap(seen, from.after()) : null;
    AsyncContext call = request.startAsync();
    call.setTimeout(0); // it ends when the client goes
    EventStream stream = new EventStream(streams, place, filter, call, from.after(), gap);
    call.addListener(stream);
    streams.add(stream);
    call.getResponse().getOutputStream().setWriteListener(stream);
  }

  private static EventFilter filter(@Nullable String models, @Nullable List<String> types) {
    return new EventFilter(
        types == null ? EventTypes.ALL : EventTypes.of(types, RequestPart.QUERY.field("types")),
        models == null
            ? ModelPattern.ALL
            : ModelPattern.of(models, RequestPart.QUERY.field("models")));
  }

  private static Long number(String seen) {
    if (!NUMBER.matcher(seen).matches())
      throw Refused.invalid(
          RequestPart.HEADER.field(LAST_SEEN),
          "must be the id of an event of this stream, which is a number",
          seen);
    return Long.valueOf(seen);
  }
}
