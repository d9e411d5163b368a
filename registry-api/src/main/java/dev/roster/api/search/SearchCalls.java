package dev.roster.api.search;

import static dev.roster.http.request.RequestPart.QUERY;

import dev.roster.core.access.Principal;
import dev.roster.core.page.PageRequest;
import dev.roster.core.problem.Refused;
import dev.roster.core.search.Facets;
import dev.roster.core.search.Filter;
import dev.roster.core.search.Order;
import dev.roster.core.search.Search;
import dev.roster.core.search.SearchLimiter;
import dev.roster.core.search.SearchResult;
import dev.roster.http.page.Pages;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Parses the parameters of a list, runs the search within its client's limit, and answers. */
@Component
public class SearchCalls {
  private final SearchLimiter limiter;
  private final Pages pages;
  private final JsonMapper json;

  SearchCalls(SearchLimiter limiter, Pages pages, JsonMapper json) {
    this.limiter = limiter;
    this.pages = pages;
    this.json = json;
  }

  /**
   * The parameters as the caller sent them. A parameter that was not sent is empty.
   *
   * @param fields the members that each item of the answer has
   * @param count {@code estimate} or empty
   */
  public record Parameters(
      String filter, String orderBy, String fields, String count, String facets) {}

  /** Answers a list of models. */
  public <T, B extends Record> ResponseEntity<FoundBody<B>> models(
      Parameters asked,
      PageRequest page,
      Principal by,
      Function<Search, SearchResult<T>> find,
      Class<B> body,
      Function<T, B> shown) {
    return run(asked, Order.ofModels(asked.orderBy()), page, by, find, body, shown);
  }

  /** Answers a list of versions. */
  public <T, B extends Record> ResponseEntity<FoundBody<B>> versions(
      Parameters asked,
      PageRequest page,
      Principal by,
      Function<Search, SearchResult<T>> find,
      Class<B> body,
      Function<T, B> shown) {
    return run(asked, Order.ofVersions(asked.orderBy()), page, by, find, body, shown);
  }

  private <T, B extends Record> ResponseEntity<FoundBody<B>> run(
      Parameters asked,
      Order order,
      PageRequest page,
      Principal by,
      Function<Search, SearchResult<T>> find,
      Class<B> body,
      Function<T, B> shown) {
    Members members = Members.of(asked.fields(), body);
    Search search =
        new Search(
            Filter.parse(asked.filter()),
            order,
            page,
            isEstimate(asked.count()),
            Facets.parse(asked.facets()));
    return answer(limiter.run(by, () -> find.apply(search)).map(shown), members);
  }

  private static boolean isEstimate(String count) {
    if (count.isEmpty()) return false;
    if (count.equals("estimate")) return true;
    throw Refused.invalid(QUERY.field("count"), "must be estimate, the only allowed value", count);
  }

  private <B> ResponseEntity<FoundBody<B>> answer(SearchResult<B> found, Members members) {
    String next = pages.cursor(found.page().next());
    FoundBody<B> body =
        new FoundBody<>(
            found.page().items(),
            next,
            found.estimate(),
            found.facets().isEmpty() ? null : found.facets());
    return members.areAll() ? pages.ok(next).body(body) : only(members, body, next);
  }

  /** Returns the same body with only the chosen members of its items. */
  @SuppressWarnings("unchecked")
  private <B> ResponseEntity<FoundBody<B>> only(
      Members members, FoundBody<B> body, @Nullable String next) {
    ObjectNode tree = json.valueToTree(body);
    ArrayNode items = (ArrayNode) tree.path("items");
    items.forEach(item -> ((ObjectNode) item).retain(members.names()));
    return (ResponseEntity<FoundBody<B>>) (ResponseEntity<?>) pages.ok(next).body(tree);
  }
}
