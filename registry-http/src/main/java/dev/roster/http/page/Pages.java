package dev.roster.http.page;

import dev.roster.core.page.Page;
import dev.roster.core.page.Position;
import jakarta.servlet.http.HttpServletRequest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Makes the answer of a list: {@code items}, {@code next}, and the Link to the next page. */
@Component
public class Pages {
  private final Cursors cursors;
  private final HttpServletRequest request;

  /**
   * @param request the one of the calling thread
   */
  Pages(Cursors cursors, HttpServletRequest request) {
    this.cursors = cursors;
    this.request = request;
  }

  public <T> ResponseEntity<PageBody<T>> answer(Page<T> page) {
    String cursor = cursor(page.next());
    return ok(cursor).body(new PageBody<>(page.items(), cursor));
  }

  /** The cursor of the page behind that position. */
  public @Nullable String cursor(@Nullable Position next) {
    return next == null ? null : cursors.encode(next, request);
  }

  /** An answer with the Link to the page of that cursor. */
  public ResponseEntity.BodyBuilder ok(@Nullable String cursor) {
    ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
    return cursor == null
        ? answer
        : answer.header(HttpHeaders.LINK, "<" + address(cursor) + ">; rel=\"next\"");
  }

  private String address(String cursor) {
    String query = request.getQueryString() == null ? "" : request.getQueryString();
    String kept =
        Stream.of(query.split("&"))
            .filter(pair -> !pair.isEmpty() && !pair.startsWith("cursor="))
            .collect(Collectors.joining("&"));
    return request.getRequestURI() + "?" + (kept.isEmpty() ? "" : kept + "&") + "cursor=" + cursor;
  }
}
