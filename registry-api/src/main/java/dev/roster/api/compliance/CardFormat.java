package dev.roster.api.compliance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeTypeUtils;

/** The formats of a card. */
enum CardFormat {
  JSON(MediaType.APPLICATION_JSON),
  MARKDOWN(MediaType.TEXT_MARKDOWN);

  static final MediaType MARKDOWN_UTF8 = new MediaType(MediaType.TEXT_MARKDOWN, UTF_8);

  private final MediaType mediaType;

  CardFormat(MediaType mediaType) {
    this.mediaType = mediaType;
  }

  /**
   * The format that the Accept header prefers, or JSON if there is no preference.
   *
   * @throws Refused {@code not_acceptable}
   */
  static CardFormat accepted(@Nullable String accept) {
    if (accept == null || accept.isBlank()) return JSON;
    try {
      List<MediaType> liked = MediaType.parseMediaTypes(accept);
      MimeTypeUtils.sortBySpecificity(liked);
      for (MediaType type : liked)
        for (CardFormat format : values())
          if (type.getQualityValue() > 0 && type.includes(format.mediaType)) return format;
    } catch (InvalidMediaTypeException | InvalidMimeTypeException malformed) {
      throw notAcceptable();
    }
    throw notAcceptable();
  }

  private static Refused notAcceptable() {
    return Refused.because(
        ProblemCode.NOT_ACCEPTABLE,
        "Cards are available as application/json and text/markdown; name one of them in Accept.");
  }
}
