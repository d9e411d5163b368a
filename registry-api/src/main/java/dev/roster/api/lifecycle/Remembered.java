package dev.roster.api.lifecycle;

import dev.roster.core.label.LabelRange;
import dev.roster.core.reference.References;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * What stages and aliases were resolved to, for as long as their model's revision is the one that
 * was read before: so an answer is never older than the call that it is given to. Nothing is
 * remembered of {@code latest} and ranges of labels, which a version's finalize changes too.
 */
@Component
class Remembered {
  private static final int MOST = 10_000;
  private static final int MOST_BYTES = 16 << 10;
  private static final Pattern STAGE_OR_ALIAS = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*");

  private record Asked(long model, String selector) {}

  /**
   * An answer and the model that it holds for.
   *
   * @param json the body as it is sent
   */
  record Known(References.Seen model, ResolvedBody body, byte[] json) {}

  private final Map<Asked, Known> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Asked, Known> eldest) {
          return size() > MOST;
        }
      };

  private final JsonMapper mapper;

  Remembered(JsonMapper mapper) {
    this.mapper = mapper;
  }

  /** Empty: nothing is remembered of this revision. */
  Optional<Known> of(References.Seen model, String selector) {
    return Optional.ofNullable(find(new Asked(model.model().id(), selector)))
        .filter(known -> known.model().equals(model));
  }

  ResolvedBody of(References.Seen model, String selector, Supplier<ResolvedBody> resolve) {
    Optional<Known> known = of(model, selector);
    if (known.isPresent()) return known.get().body();
    ResolvedBody body = resolve.get(); // of this revision or one that came since
    byte[] json = mapper.writeValueAsBytes(body);
    if (mayKeep(selector) && json.length <= MOST_BYTES)
      keep(new Asked(model.model().id(), selector), new Known(model, body, json));
    return body;
  }

  /** Whether it is moved by what counts in the model's revision, and by nothing else. */
  static boolean mayKeep(String selector) {
    return STAGE_OR_ALIAS.matcher(selector).matches()
        && !selector.equals("latest")
        && !LabelRange.reads(selector); // as v2.1
  }

  private synchronized @Nullable Known find(Asked asked) {
    return known.get(asked);
  }

  private synchronized void keep(Asked asked, Known now) {
    known.put(asked, now);
  }
}
