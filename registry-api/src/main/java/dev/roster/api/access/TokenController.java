package dev.roster.api.access;

import dev.roster.core.access.Principal;
import dev.roster.core.access.Role;
import dev.roster.core.access.Token;
import dev.roster.core.access.Tokens;
import dev.roster.core.page.PageRequest;
import dev.roster.http.page.PageBody;
import dev.roster.http.page.Pages;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/tokens")
class TokenController {
  private final Tokens tokens;
  private final Pages pages;

  TokenController(Tokens tokens, Pages pages) {
    this.tokens = tokens;
    this.pages = pages;
  }

  /**
   * @param models a model that exists, or a prefix with {@code *}
   */
  record GrantBody(
      @Schema(description = "What the token may do.") Role role,
      @Schema(
              description =
                  "The name of a model that exists (the grant then follows that model), or a prefix"
                      + " that ends with * (it then means whatever has such a name).",
              example = "housing*",
              maxLength = 129)
          String models) {
    static GrantBody of(Token.Scope scope) {
      return new GrantBody(scope.role(), scope.models());
    }
  }

  record CreateRequest(
      @Schema(
              description = "Who it is for; audit entries show it.",
              pattern = "^[A-Za-z0-9][A-Za-z0-9 ._@/:+-]{0,127}$")
          String name,
      List<GrantBody> grants,
      @Schema(description = "When it ends; 90 days from now when left out.")
          @Nullable Instant expiresAt) {}

  record TokenResponse(
      String id,
      String name,
      List<GrantBody> grants,
      Instant createdAt,
      String createdBy,
      Instant expiresAt) {
    static TokenResponse of(Token token) {
      return new TokenResponse(
          token.id(),
          token.name(),
          token.grants().stream().map(GrantBody::of).toList(),
          token.createdAt(),
          token.createdBy(),
          token.expiresAt());
    }
  }

  record IssuedResponse(
      String id,
      String name,
      @Schema(description = "The secret, shown this once.", example = "rst_…") String token,
      List<GrantBody> grants,
      Instant createdAt,
      String createdBy,
      Instant expiresAt) {
    static IssuedResponse of(Tokens.Issued issued) {
      TokenResponse token = TokenResponse.of(issued.token());
      return new IssuedResponse(
          token.id(),
          token.name(),
          issued.secret(),
          token.grants(),
          token.createdAt(),
          token.createdBy(),
          token.expiresAt());
    }
  }

  @PostMapping
  ResponseEntity<IssuedResponse> create(@RequestBody CreateRequest request, Principal by) {
    List<Token.Scope> scopes =
        request.grants().stream().map(g -> new Token.Scope(g.role(), g.models())).toList();
    Tokens.Issued issued = tokens.create(request.name(), scopes, request.expiresAt(), by);
    return ResponseEntity.created(URI.create("/api/v1/tokens/" + issued.token().id()))
        .body(IssuedResponse.of(issued));
  }

  @GetMapping
  ResponseEntity<PageBody<TokenResponse>> list(PageRequest page) {
    return pages.answer(tokens.list(page).map(TokenResponse::of));
  }

  @DeleteMapping("/{token}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void revoke(@PathVariable String token, Principal by) {
    tokens.revoke(token, by);
  }
}
