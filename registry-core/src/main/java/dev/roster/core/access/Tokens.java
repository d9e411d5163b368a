package dev.roster.core.access;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.audit.Action;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.problem.FieldPath;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.problem.Remedy;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelPattern;
import dev.roster.core.reference.ReferenceStore;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Creates, lists and revokes tokens, and finds the principal of a token. */
@Service
public class Tokens {
  private static final Duration LIFE = Duration.ofDays(90);
  private static final String PRINCIPAL = "token:";
  private static final int MAX_GRANTS = 100;
  private static final byte[] NOBODY = new byte[32];

  private final AdminToken admin;
  private final TokenStore store;
  private final ReferenceStore references;
  private final AuditLog audit;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  Tokens(
      AdminToken admin, TokenStore store, ReferenceStore references, AuditLog audit, Clock clock) {
    this.admin = admin;
    this.store = store;
    this.references = references;
    this.audit = audit;
    this.clock = clock;
  }

  /** A token just made, with the secret that is shown this once. */
  public record Issued(Token token, String secret) {}

  /**
   * @param expiresAt null means 90 days from now
   * @throws Refused {@code invalid_field}; {@code token_exists} if a name that looks alike is in
   *     use
   */
  @Transactional
  public Issued create(
      String name, List<Token.Scope> scopes, @Nullable Instant expiresAt, Principal by) {
    TokenName tokenName = new TokenName(name);
    if (scopes.isEmpty() || scopes.size() > MAX_GRANTS)
      throw Refused.invalid(
          field("grants"), "must have 1 to %d grants".formatted(MAX_GRANTS), scopes.size());
    Instant now = clock.instant();
    Instant end = expiresAt == null ? now.plus(LIFE) : expiresAt;
    if (!end.isAfter(now))
      throw Refused.invalid(field("expiresAt"), "must be later than now, " + now, end);
    List<Grant> grants = grants(scopes);
    TokenSecret secret = TokenSecret.random(random);
    TokenStore.Stored stored =
        new TokenStore.Stored(tokenName.text(), secret.digest(), end, grants);
    if (!store.insert(secret.id(), stored, tokenName.key(), now, by.name()))
      throw nameInUse(tokenName);
    audit.append(
        new Change(
            by.actor(),
            Action.TOKEN_CREATED,
            null,
            null,
            Map.of(
                "id", secret.id(),
                "name", tokenName.text(),
                "expiresAt", end.toString(),
                "grants", scopes.stream().map(Tokens::inWords).toList())));
    return new Issued(
        new Token(secret.id(), tokenName.text(), scopes, now, by.name(), end), secret.text());
  }

  private Refused nameInUse(TokenName name) {
    String used = store.nameInUse(name.key()).orElse(name.text());
    String fault =
        used.equals(name.text())
            ? "A token in use is named '%s'.".formatted(used)
            : "People would take the name '%s' for '%s', the name of a token in use."
                .formatted(name.text(), used);
    return Refused.because(
            ProblemCode.TOKEN_EXISTS, fault + " Choose another name, or revoke that token first.")
        .with(new Remedy.ListTokens());
  }

  @Transactional(readOnly = true)
  public Page<Token> list(PageRequest page) {
    return store.list(page);
  }

  @Transactional
  public void revoke(String id, Principal by) {
    if (!store.revoke(id, clock.instant(), by.name()))
      throw Refused.because(ProblemCode.TOKEN_NOT_FOUND, "No token has this id.")
          .with(new Remedy.ListTokens());
    audit.append(new Change(by.actor(), Action.TOKEN_REVOKED, null, null, Map.of("id", id)));
  }

  /** The principal that presents the token; empty if the token is unknown, expired or revoked. */
  public Optional<Principal> authenticate(String presented) {
    Optional<Principal> operator = admin.authenticate(presented);
    if (operator.isPresent()) return operator;
    Optional<TokenSecret> secret = TokenSecret.parse(presented);
    if (secret.isEmpty()) return Optional.empty();
    String id = secret.get().id();
    Optional<TokenStore.Stored> found = store.find(id);
    byte[] digest = found.map(TokenStore.Stored::digest).orElse(NOBODY);
    boolean same = MessageDigest.isEqual(digest, secret.get().digest());
    return found.filter(token -> same).flatMap(token -> principal(id, token));
  }

  /**
   * The principal of this id, with its rights of now; empty if its token is expired or revoked.
   *
   * @param id as {@link Principal#id}
   */
  public Optional<Principal> principal(String id) {
    return find(id, this::principal);
  }

  /**
   * The principal of this id, with its rights of now, also after its token has expired; empty if it
   * was revoked.
   *
   * @param id as {@link Principal#id}
   */
  public Optional<Principal> principalEvenIfExpired(String id) {
    return find(id, (token, found) -> Optional.of(of(token, found)));
  }

  private Optional<Principal> find(
      String id, BiFunction<String, TokenStore.Stored, Optional<Principal>> principal) {
    Optional<Principal> operator = admin.principal().filter(one -> one.id().equals(id));
    if (operator.isPresent()) return operator;
    if (!id.startsWith(PRINCIPAL)) return Optional.empty();
    String token = id.substring(PRINCIPAL.length());
    return store.find(token).flatMap(found -> principal.apply(token, found));
  }

  /** The principals of these ids, as {@link #principal} gives them, read at one time. */
  public Map<String, Principal> principals(Set<String> ids) {
    Map<String, Principal> found = new HashMap<>();
    admin.principal().filter(one -> ids.contains(one.id())).ifPresent(it -> found.put(it.id(), it));
    Set<String> tokens =
        ids.stream()
            .filter(id -> id.startsWith(PRINCIPAL))
            .map(id -> id.substring(PRINCIPAL.length()))
            .collect(Collectors.toSet());
    if (!tokens.isEmpty())
      store
          .find(tokens)
          .forEach((id, token) -> principal(id, token).ifPresent(it -> found.put(it.id(), it)));
    return found;
  }

  private Optional<Principal> principal(String id, TokenStore.Stored token) {
    return clock.instant().isBefore(token.expiresAt())
        ? Optional.of(of(id, token))
        : Optional.empty();
  }

  private static Principal of(String id, TokenStore.Stored token) {
    return new Principal(PRINCIPAL + id, token.name(), id, token.grants());
  }

  private List<Grant> grants(List<Token.Scope> scopes) {
    List<Grant> grants = new ArrayList<>();
    for (int i = 0; i < scopes.size(); i++) grants.add(grant(scopes.get(i), i));
    return grants;
  }

  private Grant grant(Token.Scope scope, int index) {
    String models = scope.models();
    FieldPath field = field("grants").item(index).member("models");
    if (ModelPattern.isPrefix(models))
      return new Grant(scope.role(), null, ModelPattern.prefixOf(models));
    if (!ModelName.isValid(models))
      throw Refused.invalid(
          field, "must be the name of a model, or a prefix that ends with *", models);
    try {
      return new Grant(scope.role(), references.model(new ModelName(models)).id(), null);
    } catch (Refused missing) {
      throw Refused.invalid(
          field, "must be the name of a model that exists, or a prefix that ends with *", models);
    }
  }

  private static String inWords(Token.Scope scope) {
    return scope.role().name().toLowerCase(Locale.ROOT) + " " + scope.models();
  }
}
