package dev.roster.storage.verify;

import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.erdtman.jcs.NumberToJSON;
import tools.jackson.databind.JsonNode;

/**
 * Writes JSON in the form of RFC 8785. It is a second writer on purpose, because a check does not
 * trust the writer that the server hashes with.
 */
public final class Rfc8785Writer {
  private Rfc8785Writer() {}

  public static String of(JsonNode node) {
    StringBuilder out = new StringBuilder();
    write(node, out);
    return out.toString();
  }

  private static void write(JsonNode node, StringBuilder out) {
    if (node.isObject()) object(node, out);
    else if (node.isArray()) array(node, out);
    else if (node.isString()) text(node.stringValue(), out);
    else if (node.isNumber()) number(node, out);
    else out.append(node); // true, false, null
  }

  private static void object(JsonNode node, StringBuilder out) {
    Map<String, JsonNode> sorted =
        new TreeMap<>(); // sorted by UTF-16 units, which is how Java compares strings
    for (Map.Entry<String, JsonNode> entry : node.properties())
      sorted.put(entry.getKey(), entry.getValue());
    out.append('{');
    String comma = "";
    for (Map.Entry<String, JsonNode> entry : sorted.entrySet()) {
      out.append(comma);
      text(entry.getKey(), out);
      out.append(':');
      write(entry.getValue(), out);
      comma = ",";
    }
    out.append('}');
  }

  private static void array(JsonNode node, StringBuilder out) {
    out.append('[');
    for (Iterator<JsonNode> items = node.iterator(); items.hasNext(); ) {
      write(items.next(), out);
      if (items.hasNext()) out.append(',');
    }
    out.append(']');
  }

  private static void number(JsonNode node, StringBuilder out) {
    try {
      out.append(NumberToJSON.serializeNumber(node.doubleValue()));
    } catch (IOException notFinite) { // JSON has no such number
      throw new IllegalStateException(notFinite);
    }
  }

  private static void text(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') out.append(String.format("\\u%04x", (int) c));
          else out.append(c);
        }
      }
    }
    out.append('"');
  }
}
