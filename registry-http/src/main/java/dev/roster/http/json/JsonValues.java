package dev.roster.http.json;

/** Counts the values of a JSON document before anything is made of them. */
final class JsonValues {
  private JsonValues() {}

  /**
   * The number of values at any depth, objects and lists included. It is never too small; an empty
   * object or list counts twice. A text that is not JSON has some number.
   */
  static int count(byte[] document) {
    int values = 1;
    boolean inText = false;
    for (int i = 0; i < document.length; i++) {
      byte sign = document[i];
      if (inText) {
        if (sign == '\\') i++;
        else if (sign == '"') inText = false;
      } else {
        switch (sign) {
          case '"' -> inText = true;
          case ',', '[', '{' -> values++;
          default -> {} // within a value, between two, or the end of a list
        }
      }
    }
    return values;
  }
}
