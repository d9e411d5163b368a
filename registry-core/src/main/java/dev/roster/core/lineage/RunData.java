package dev.roster.core.lineage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.core.version.Lineage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dataset that a run read or wrote.
 *
 * @param version the version of the dataset that the events name
 * @param source the URI of the dataset
 * @param fields its columns
 */
public record RunData(
    String namespace,
    String name,
    @Nullable Timestamped<String> version,
    @Nullable Timestamped<String> source,
    @Nullable Timestamped<List<Field>> fields) {

  public record Field(String name, @Nullable String type) {}

  RunData with(RunData other) {
    return new RunData(
        namespace,
        name,
        Timestamped.later(version, other.version),
        Timestamped.later(source, other.source),
        Timestamped.later(fields, other.fields));
  }

  /** About how many bytes it takes in the database. */
  long size() {
    long size = 60L + bytes(namespace) + bytes(name);
    if (version != null) size += 60 + bytes(version.value());
    if (source != null) size += 60 + bytes(source.value());
    if (fields != null && fields.value() != null)
      for (Field field : fields.value()) size += 30L + bytes(field.name()) + bytes(field.type());
    return size;
  }

  private static int bytes(@Nullable String text) {
    return text == null ? 0 : text.getBytes(UTF_8).length;
  }

  String key() {
    return namespace + '\u001F' + name;
  }

  /** The version of the dataset, if that is a digest. */
  public @Nullable String digest() {
    String named = version == null ? null : version.value();
    return named != null && Lineage.isDigest(named) ? named : null;
  }

  /** Namespace and name as one URI. */
  public String uri() {
    if (!namespace.contains("://")) return namespace;
    return namespace.replaceFirst("/+$", "") + "/" + name.replaceFirst("^/+", "");
  }
}
