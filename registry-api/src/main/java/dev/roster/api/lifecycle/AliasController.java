package dev.roster.api.lifecycle;

import static dev.roster.http.request.RequestPart.QUERY;

import dev.roster.core.access.Principal;
import dev.roster.core.asof.AsOf;
import dev.roster.core.lifecycle.Aliases;
import dev.roster.core.model.AliasName;
import dev.roster.core.reference.ModelRef;
import dev.roster.http.json.Times;
import dev.roster.http.revision.Revisions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/models/{name}/aliases/{alias}")
class AliasController {
  private final Aliases aliases;
  private final AsOf asOf;

  AliasController(Aliases aliases, AsOf asOf) {
    this.aliases = aliases;
    this.asOf = asOf;
  }

  @PutMapping
  ResponseEntity<AliasBody> move(
      ModelRef model,
      @PathVariable String alias,
      @RequestBody AliasBody.Target target,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      Principal by) {
    Aliases.Moved moved =
        aliases.move(
            model, new AliasName(alias), target.version(), Revisions.expected(ifMatch), by);
    return answer(moved.created() ? HttpStatus.CREATED : HttpStatus.OK, moved.alias());
  }

  @GetMapping
  ResponseEntity<AliasBody> read(
      ModelRef model,
      @PathVariable String alias,
      @RequestParam(required = false) @Nullable String at) {
    AliasName name = new AliasName(alias);
    if (at != null)
      return ResponseEntity.ok(
          AliasBody.of(asOf.alias(model, name, Times.parse(at, QUERY.field("at")))));
    return answer(HttpStatus.OK, aliases.read(model, name));
  }

  private static ResponseEntity<AliasBody> answer(HttpStatus status, Aliases.Revised revised) {
    return ResponseEntity.status(status)
        .eTag(Revisions.etag(revised.revision()))
        .body(AliasBody.of(revised.alias()));
  }

  @DeleteMapping
  ResponseEntity<Void> remove(
      ModelRef model,
      @PathVariable String alias,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      Principal by) {
    aliases.remove(model, new AliasName(alias), Revisions.expected(ifMatch), by);
    return ResponseEntity.noContent().build();
  }
}
