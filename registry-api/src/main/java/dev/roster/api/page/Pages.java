package dev.roster.api.page;

import dev.roster.core.page.Page;
import dev.roster.core.page.Position;
import jakarta.servlet.http.HttpServletRequest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    Position next = page.next();
    if (next == null) return ResponseEntity.ok(new PageBody<>(page.items(), null));
    String cursor = cursors.encode(next, request);
    return ResponseEntity.ok()
        .header(HttpHeaders.LINK, "<" + address(cursor) + ">; rel=\"next\"")
        .body(new PageBody<>(page.items(), cursor));
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
