package dev.roster.core.signature;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A protobuf message in text format (protobuf.dev, Text Format Language), read without its schema:
 * texts, words and numbers are texts, messages are messages.
 */
final class TextMessage {
  private final Map<String, List<Object>> fields = new LinkedHashMap<>();

  static TextMessage parse(String text) throws UnreadableFile {
    Parser parser = new Parser(text);
    return parser.message(null, 0);
  }

  List<TextMessage> messages(String field) {
    return all(field, TextMessage.class);
  }

  List<String> texts(String field) {
    return all(field, String.class);
  }

  /** The last value wins, as in protobuf. */
  Optional<String> text(String field) {
    List<String> texts = texts(field);
    return texts.isEmpty() ? Optional.empty() : Optional.of(texts.get(texts.size() - 1));
  }

  private <T> List<T> all(String field, Class<T> type) {
    return fields.getOrDefault(field, List.of()).stream()
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  private static final class Parser {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_VALUES = 100_000;

    private final String text;
    private int at;
    private int values;

    Parser(String text) {
      this.text = text;
    }

    /** The text up to the closing sign; null means up to the end. */
    TextMessage message(Character close, int depth) throws UnreadableFile {
      if (depth > MAX_DEPTH) throw new UnreadableFile("is nested too deep");
      TextMessage message = new TextMessage();
      while (true) {
        blanks();
        if (at == text.length()) {
          if (close != null) throw wrong("'" + close + "'");
          return message;
        }
        if (close != null && text.charAt(at) == close) {
          at++;
          return message;
        }
        String name = name();
        blanks();
        boolean colon = take(':');
        blanks();
        List<Object> into = message.fields.computeIfAbsent(name, n -> new ArrayList<>());
        if (take('[')) list(into, depth);
        else into.add(value(colon, depth));
        blanks();
        if (!take(',')) take(';');
      }
    }

    private void list(List<Object> into, int depth) throws UnreadableFile {
      blanks();
      if (take(']')) return;
      do {
        blanks();
        into.add(value(true, depth));
        blanks();
      } while (take(','));
      if (!take(']')) throw wrong("',' or ']'");
    }

    private Object value(boolean scalarToo, int depth) throws UnreadableFile {
      if (++values > MAX_VALUES)
        throw new UnreadableFile("has more than %,d values".formatted(MAX_VALUES));
      if (take('{')) return message('}', depth + 1);
      if (take('<')) return message('>', depth + 1);
      if (!scalarToo) throw wrong("':' or '{'");
      if (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\''))
        return strings();
      String sign = take('-') ? "-" : "";
      blanks();
      return sign + word();
    }

    private String name() throws UnreadableFile {
      if (!take('[')) return word();
      int end = text.indexOf(']', at); // an extension's, or any's type
      if (end < 0) throw wrong("']'");
      String name = text.substring(at, end);
      at = end + 1;
      return "[" + name + "]";
    }

    private String word() throws UnreadableFile {
      int from = at;
      while (at < text.length() && isOfWord(text.charAt(at))) at++;
      if (at == from) throw wrong("a name or value");
      return text.substring(from, at);
    }

    private static boolean isOfWord(char character) {
      return character < 128 && Character.isLetterOrDigit(character)
          || "_.+-".indexOf(character) >= 0;
    }

    /** Adjacent texts are joined. */
    private String strings() throws UnreadableFile {
      StringBuilder all = new StringBuilder();
      while (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'')) {
        char quote = text.charAt(at++);
        while (at < text.length() && text.charAt(at) != quote) {
          char character = text.charAt(at++);
          if (character == '\n') throw wrong("the end of the text");
          all.append(character == '\\' ? escaped() : String.valueOf(character));
        }
        if (!take(quote)) throw wrong("the end of the text");
        blanks();
      }
      return all.toString();
    }

    private String escaped() throws UnreadableFile {
      if (at == text.length()) throw wrong("the end of the text");
      char character = text.charAt(at++);
      return switch (character) {
        case 'n' -> "\n";
        case 't' -> "\t";
        case 'r' -> "\r";
        case 'x', 'X' -> digits(16, 2);
        case '0', '1', '2', '3', '4', '5', '6', '7' -> {
          at--;
          yield digits(8, 3);
        }
        default -> String.valueOf(character);
      };
    }

    private String digits(int radix, int most) throws UnreadableFile {
      int code = 0;
      int from = at;
      while (at < text.length() && at - from < most && Character.digit(text.charAt(at), radix) >= 0)
        code = code * radix + Character.digit(text.charAt(at++), radix);
      if (at == from) throw wrong("digits");
      return String.valueOf((char) (code & 0xff));
    }

    private void blanks() {
      while (at < text.length()) {
        char character = text.charAt(at);
        if (character == '#') {
          int end = text.indexOf('\n', at);
          at = end < 0 ? text.length() : end;
        } else if (Character.isWhitespace(character)) {
          at++;
        } else {
          return;
        }
      }
    }

    private boolean take(char character) {
      boolean there = at < text.length() && text.charAt(at) == character;
      if (there) at++;
      return there;
    }

    private UnreadableFile wrong(String expected) {
      long line = text.substring(0, Math.min(at, text.length())).lines().count();
      return new UnreadableFile(
          "is not a protobuf message in text: %s is expected at line %d"
              .formatted(expected, Math.max(1, line)));
    }
  }
}
