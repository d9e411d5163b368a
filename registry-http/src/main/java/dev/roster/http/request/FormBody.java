package dev.roster.http.request;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A form in the body of a request. No route takes one, and some clients send it by default. */
public final class FormBody {
  /** What to do instead. */
  public static final String REMEDY =
      "A form is not unpacked. Send the bytes themselves as the body, with their own Content-Type:"
          + " with curl, -T FILE, or --data-binary @FILE -H 'Content-Type:"
          + " application/octet-stream' (text/csv for rows in CSV), instead of -F or -d.";

  private FormBody() {}

  /** Whether the Content-Type is that of a form. */
  public static boolean hasType(@Nullable String contentType) {
    String type = contentType == null ? "" : contentType.strip().toLowerCase(Locale.ROOT);
    return type.startsWith("multipart/") || type.startsWith("application/x-www-form-urlencoded");
  }
}
