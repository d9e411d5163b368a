package dev.roster.http.request;

import dev.roster.core.problem.FieldPath;
import java.util.stream.Collectors;

/**
 * The parts of an HTTP request that can hold a field, and how an answer writes the field's place.
 */
public enum RequestPart implements FieldPath.Part {
  /** Written as a JSON pointer (RFC 6901). */
  BODY {
    @Override
    public String write(FieldPath field) {
      return field.steps().stream()
          .map(step -> "/" + step.text().replace("~", "~0").replace("/", "~1"))
          .collect(Collectors.joining());
    }
  },
  QUERY {
    @Override
    public String write(FieldPath field) {
      return "?" + joined(field);
    }
  },
  /** A variable of the path, as {@code {version}}. */
  PATH {
    @Override
    public String write(FieldPath field) {
      return "{" + joined(field) + "}";
    }
  },
  HEADER {
    @Override
    public String write(FieldPath field) {
      return joined(field);
    }
  };

  /** What an answer has in {@code errors[].pointer} for a field that this part holds. */
  public abstract String write(FieldPath field);

  /** A field of this part. */
  public FieldPath field(String... names) {
    return FieldPath.field(names).in(this);
  }

  private static String joined(FieldPath field) {
    return field.steps().stream().map(FieldPath.Step::text).collect(Collectors.joining("."));
  }
}
