package dev.roster.core.problem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The plain name of a field: {@code tags}, {@code lineage.code.commit}, {@code artifacts[3].path}.
 * The empty path is the whole of what was sent. Each door writes a path in its own notation.
 *
 * @param part the part of the request that holds the field; null where the use cases name it, which
 *     do not know how a request is made up
 * @param steps from the outside to the inside
 */
public record FieldPath(@Nullable Part part, List<Step> steps) {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

  /** A part of a request. Each door declares its own parts. */
  public interface Part {}

  /** One step into a value. */
  public sealed interface Step {
    /** The name, or the position in digits. */
    String text();
  }

  /** Into an object, by the name of a member. */
  public record Member(String text) implements Step {}

  /** Into a list, by a position from 0. */
  public record Item(int position) implements Step {
    @Override
    public String text() {
      return String.valueOf(position);
    }
  }

  public FieldPath {
    steps = List.copyOf(steps);
  }

  /** The path over these members. Without any it is the whole of what was sent. */
  public static FieldPath field(String... names) {
    return new FieldPath(null, Arrays.stream(names).<Step>map(Member::new).toList());
  }

  public FieldPath member(String name) {
    return with(new Member(name));
  }

  public FieldPath item(int position) {
    return with(new Item(position));
  }

  private FieldPath with(Step step) {
    return followedBy(new FieldPath(null, List.of(step)));
  }

  /** The path of a field whose place in the value at this path is {@code inner}. */
  public FieldPath followedBy(FieldPath inner) {
    List<Step> all = new ArrayList<>(steps);
    all.addAll(inner.steps);
    return new FieldPath(part, all);
  }

  public FieldPath in(Part part) {
    return new FieldPath(part, steps);
  }

  public boolean isWhole() {
    return steps.isEmpty();
  }

  /** For messages: a name that is not plain is quoted, as in {@code tags['a/b']}. */
  @Override
  public String toString() {
    if (isWhole()) return "the request";
    StringBuilder text = new StringBuilder();
    for (Step step : steps) {
      if (step instanceof Item) text.append('[').append(step.text()).append(']');
      else if (!PLAIN.matcher(step.text()).matches()) text.append(quoted(step, text.isEmpty()));
      else text.append(text.isEmpty() ? "" : ".").append(step.text());
    }
    return text.toString();
  }

  private static String quoted(Step step, boolean first) {
    return first ? "'" + step.text() + "'" : "['" + step.text() + "']";
  }
}
