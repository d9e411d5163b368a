package dev.roster.core.yaml;

import java.io.ByteArrayInputStream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.reader.UnicodeReader;

/**
 * Reads YAML into maps, lists, texts, numbers, booleans and dates. Tags make no objects; size,
 * nodes, depth and aliases are bounded. Aliases share the node they refer to, so a reader looks for
 * what it knows at a fixed depth and never walks all of it.
 */
public final class SafeYaml {
  /** Characters, and so at most bytes, of a document, if its reader says nothing else. */
  public static final int MAX_LENGTH = 1 << 20;

  /** Keys, values, lists and maps of a document: each takes memory many times its characters. */
  static final int MAX_NODES = 20_000;

  private static final int MAX_DEPTH = 50;
  private static final int MAX_ALIASES = 50;

  private SafeYaml() {}

  /** Counts before anything is kept in memory. */
  private static void countNodes(Yaml yaml, byte[] document) throws UnreadableYaml {
    int nodes = 0;
    for (Event event : yaml.parse(text(document)))
      if (event instanceof NodeEvent && ++nodes > MAX_NODES)
        throw new UnreadableYaml("has more than %,d YAML nodes".formatted(MAX_NODES), null);
  }

  private static UnicodeReader text(byte[] document) {
    return new UnicodeReader(new ByteArrayInputStream(document));
  }

  /** The one document; null when it is empty. */
  public static @Nullable Object read(byte[] document) throws UnreadableYaml {
    return read(document, MAX_LENGTH);
  }

  /** The one document, of at most that many characters; null when it is empty. */
  public static @Nullable Object read(byte[] document, int maxLength) throws UnreadableYaml {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(maxLength);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setMaxAliasesForCollections(MAX_ALIASES);
    options.setAllowDuplicateKeys(false);
    options.setAllowRecursiveKeys(false);
    Yaml yaml = new Yaml(new SafeConstructor(options));
    try {
      countNodes(yaml, document);
      return yaml.load(text(document));
    } catch (MarkedYAMLException marked) {
      var mark = marked.getProblemMark();
      throw new UnreadableYaml(
          mark == null
              ? "is not valid YAML"
              : "is not valid YAML at line %d, column %d"
                  .formatted(mark.getLine() + 1, mark.getColumn() + 1),
          marked);
    } catch (RuntimeException other) { // limits; values that their tags do not take
      throw new UnreadableYaml("is not YAML that can be read within the limits", other);
    }
  }
}
