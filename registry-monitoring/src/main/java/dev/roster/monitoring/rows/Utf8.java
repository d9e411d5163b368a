package dev.roster.monitoring.rows;

import dev.roster.core.problem.Refused;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Rows as text, which is UTF-8 to the letter. */
final class Utf8 {
  private static final int BOM = 0xfeff;

  private Utf8() {}

  /**
   * The text without a byte order mark, which would become part of the first column's name. Reading
   * fails with a {@link java.nio.charset.CharacterCodingException} where the bytes are not UTF-8.
   */
  static Reader text(InputStream body) throws IOException {
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    BufferedReader text = new BufferedReader(new InputStreamReader(body, decoder));
    text.mark(1);
    if (text.read() != BOM) text.reset();
    return text;
  }

  /**
   * @param row the last row before the bytes that are not UTF-8; 0 if there is none
   */
  static Refused refusal(long row) {
    return Rows.malformed(
        "The body is not UTF-8%s. Write the file in UTF-8."
            .formatted(row == 0 ? "" : " after row " + row));
  }
}
