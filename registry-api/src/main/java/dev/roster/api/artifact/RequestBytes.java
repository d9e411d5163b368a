package dev.roster.api.artifact;

import dev.roster.core.artifact.IncomingBytes;
import dev.roster.core.digest.Sha256;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The body of a request, of any Content-Type, with the digests that the request announces. */
public final class RequestBytes implements IncomingBytes {
  private final HttpServletRequest request;
  private final InputStream stream;
  private final List<Sha256> inHeaders;

  /**
   * @throws Refused {@code invalid_field} if a digest in the headers cannot be checked
   */
  public RequestBytes(HttpServletRequest request) throws IOException {
    this.request = request;
    this.inHeaders = Digests.announced(request);
    this.stream = request.getInputStream();
  }

  @Override
  public InputStream stream() {
    return stream;
  }

  @Override
  public List<Sha256> announced() {
    List<Sha256> all = new ArrayList<>(inHeaders);
    String promised = String.join(",", Collections.list(request.getHeaders("Trailer")));
    Map<String, String> trailers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    if (request.isTrailerFieldsReady()) trailers.putAll(request.getTrailerFields());
    for (String field : Digests.FIELDS) {
      String value = trailers.get(field);
      if (value != null) all.add(Digests.parse(field, value));
      else if (names(promised).contains(field.toLowerCase(Locale.ROOT)))
        throw Refused.because(
            ProblemCode.DIGEST_MISMATCH,
            "The trailer "
                + field
                + " was announced but is missing. Nothing was stored; send the file again.");
    }
    return all;
  }

  private static List<String> names(String list) {
    return List.of(list.toLowerCase(Locale.ROOT).strip().split("\\s*,\\s*"));
  }
}
