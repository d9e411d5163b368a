package dev.roster.http.problem;

import dev.roster.core.problem.ProblemCode;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * What a code means, for people. The texts are in {@code problems.properties}; a code without one
 * stops the start of the server.
 *
 * @param title names the fault in some four words
 * @param meaning what happened
 * @param remedy what to do about it
 */
record ProblemText(String title, String meaning, String remedy) {
  private static final Map<ProblemCode, ProblemText> TEXTS = read();

  static ProblemText of(ProblemCode code) {
    return Objects.requireNonNull(TEXTS.get(code));
  }

  private static Map<ProblemCode, ProblemText> read() {
    Properties texts = properties();
    Map<ProblemCode, ProblemText> all = new EnumMap<>(ProblemCode.class);
    for (ProblemCode code : ProblemCode.values())
      all.put(
          code,
          new ProblemText(
              text(texts, code, "title"),
              text(texts, code, "meaning"),
              text(texts, code, "remedy")));
    return all;
  }

  private static String text(Properties texts, ProblemCode code, String part) {
    String key = code.wire() + "." + part;
    String text = texts.getProperty(key);
    if (text == null) throw new IllegalStateException("problems.properties lacks " + key);
    return text;
  }

  private static Properties properties() {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(ProblemText.class.getResourceAsStream("problems.properties")),
            StandardCharsets.UTF_8)) {
      Properties texts = new Properties();
      texts.load(reader);
      return texts;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
