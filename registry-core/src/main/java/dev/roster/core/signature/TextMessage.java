package dev.roster.core.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
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
    private static final int MAX_DEPTH = 100; // as in protobuf
    private static final int MAX_VALUES = 100_000;

    private final String text;
    private int at;
    private int values;

    Parser(String text) {
      this.text = text;
      if (text.startsWith("\uFEFF")) at = 1;
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
      StringBuilder name = new StringBuilder("["); // an extension's, or the type's of an Any
      for (blanks(); !take(']'); blanks()) {
        if (name.length() > 1 && take('/')) name.append('/');
        else name.append(word());
      }
      return name.append(']').toString();
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

    /** Adjacent texts are joined. Escaped bytes are UTF-8, as protobuf's printers write it. */
    private String strings() throws UnreadableFile {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      while (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'')) {
        char quote = text.charAt(at++);
        int plain = at;
        while (at < text.length() && text.charAt(at) != quote) {
          char character = text.charAt(at++);
          if (character == '\n') throw wrong("the end of the text");
          if (character != '\\') continue;
          all.writeBytes(text.substring(plain, at - 1).getBytes(UTF_8));
          escaped(all);
          plain = at;
        }
        all.writeBytes(text.substring(plain, at).getBytes(UTF_8));
        if (!take(quote)) throw wrong("the end of the text");
        blanks();
      }
      return all.toString(UTF_8);
    }

    private void escaped(ByteArrayOutputStream into) throws UnreadableFile {
      if (at == text.length()) throw wrong("the end of the text");
      char character = text.charAt(at++);
      switch (character) {
        case 'a' -> into.write(7);
        case 'b' -> into.write('\b');
        case 'f' -> into.write('\f');
        case 'n' -> into.write('\n');
        case 'r' -> into.write('\r');
        case 't' -> into.write('\t');
        case 'v' -> into.write(11);
        case 'x', 'X' -> into.write(digits(16, 1, 2));
        case 'u' -> into.writeBytes(unicode(digits(16, 4, 4)));
        case 'U' -> into.writeBytes(unicode(digits(16, 8, 8)));
        case '0', '1', '2', '3', '4', '5', '6', '7' -> {
          at--;
          into.write(digits(8, 1, 3));
        }
        default -> into.writeBytes(String.valueOf(character).getBytes(UTF_8));
      }
    }

    /** A code point; the two halves of one may be escaped one after the other. */
    private byte[] unicode(int code) throws UnreadableFile {
      if (!Character.isValidCodePoint(code)) throw wrong("a character of Unicode");
      if (code < 0x10000 && Character.isHighSurrogate((char) code) && text.startsWith("\\u", at)) {
        at += 2;
        return new String(new char[] {(char) code, (char) digits(16, 4, 4)}).getBytes(UTF_8);
      }
      return Character.toString(code).getBytes(UTF_8);
    }

    private int digits(int radix, int least, int most) throws UnreadableFile {
      int code = 0;
      int from = at;
      while (at < text.length() && at - from < most && Character.digit(text.charAt(at), radix) >= 0)
        code = code * radix + Character.digit(text.charAt(at++), radix);
      if (at - from < least) throw wrong("digits");
      return code;
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
