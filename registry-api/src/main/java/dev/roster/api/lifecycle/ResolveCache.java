package dev.roster.api.lifecycle;

import dev.roster.core.label.LabelRange;
import dev.roster.core.reference.ModelState;
import dev.roster.core.reference.VersionRef;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The cache of what stages and aliases resolve to. An entry counts only while its model has the
 * revision that the caller has just read, so an answer is never older than the call. {@code latest}
 * and ranges of labels are not cached, because finalizing a version changes them without changing
 * the model's revision.
 */
@Component
class ResolveCache {
  private static final int MAX_ANSWERS = 10_000;
  private static final int MAX_ANSWER_BYTES = 16 << 10;
  private static final Pattern STAGE_OR_ALIAS = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*");

  private record Key(long model, String selector) {}

  /**
   * What a name resolves to.
   *
   * @param forAll whether all callers get this answer, as long as the model has this revision
   */
  record Resolution(VersionRef version, ResolvedBody body, boolean forAll) {}

  /**
   * An answer, with the model and the revision that it is valid for.
   *
   * @param json the body as it is sent to the client
   */
  record CachedAnswer(ModelState model, Resolution resolution, byte[] json) {}

  private final Map<Key, CachedAnswer> answers =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, CachedAnswer> eldest) {
          return size() > MAX_ANSWERS;
        }
      };

  private final JsonMapper mapper;

  ResolveCache(JsonMapper mapper) {
    this.mapper = mapper;
  }

  /** Empty if no answer is cached for this revision. */
  Optional<CachedAnswer> find(ModelState model, String selector) {
    return Optional.ofNullable(get(new Key(model.model().id(), selector)))
        .filter(cached -> cached.model().equals(model));
  }

  Resolution get(ModelState model, String selector, Supplier<Resolution> resolve) {
    Optional<CachedAnswer> cached = find(model, selector);
    if (cached.isPresent()) return cached.get().resolution();
    Resolution resolution = resolve.get(); // of this revision or a later one
    if (!isCacheable(selector) || !resolution.forAll()) return resolution;
    byte[] json = json(resolution.body());
    if (json.length <= MAX_ANSWER_BYTES)
      put(new Key(model.model().id(), selector), new CachedAnswer(model, resolution, json));
    return resolution;
  }

  /** The body as it is sent to the client. */
  byte[] json(ResolvedBody body) {
    return mapper.writeValueAsBytes(body);
  }

  /** Whether every change of the answer also changes the model's revision. */
  static boolean isCacheable(String selector) {
    return STAGE_OR_ALIAS.matcher(selector).matches()
        && !selector.equals("latest")
        && !LabelRange.reads(selector); // as v2.1
  }

  private synchronized @Nullable CachedAnswer get(Key key) {
    return answers.get(key);
  }

  private synchronized void put(Key key, CachedAnswer answer) {
    answers.put(key, answer);
  }
}
