package dev.roster.api.policy;

import dev.roster.core.access.Principal;
import dev.roster.core.gate.Evidence;
import dev.roster.core.page.PageRequest;
import dev.roster.core.policy.GateView;
import dev.roster.core.policy.Policies;
import dev.roster.core.policy.Policy;
import dev.roster.core.policy.Simulations;
import dev.roster.core.reference.Stage;
import dev.roster.http.page.PageBody;
import dev.roster.http.page.Pages;
import dev.roster.http.revision.Revisions;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/policies")
class PolicyController {
  private final Policies policies;
  private final Simulations simulations;
  private final Pages pages;

  PolicyController(Policies policies, Simulations simulations, Pages pages) {
    this.policies = policies;
    this.simulations = simulations;
    this.pages = pages;
  }

  /** The names that gates may read. */
  record GateSchemaBody(List<GateView.ReadableName> items) {}

  /** The prefixes that replace those of the policy. */
  record PrefixesBody(
      @Schema(description = "Beginnings of the names of models, without *.")
          List<String> prefixes) {}

  /** Which models to try a policy on. */
  record SimulateBody(
      @Schema(
              description = "The beginning of the names of models, and then *.",
              example = "credit-*")
          String models,
      @Schema(description = "The document to try; that of the policy when left out.")
          @Nullable PolicyDocumentBody document) {}

  /** What would come of promoting a version. */
  record OutcomeBody(
      String model, int version, Stage to, boolean allowed, List<Evidence> evidence) {
    static OutcomeBody of(Simulations.Outcome outcome) {
      return new OutcomeBody(
          outcome.version().model().name().text(),
          outcome.version().number(),
          outcome.to(),
          outcome.judgement().allowed(),
          outcome.judgement().evidence());
    }
  }

  /** What would come of promoting the newest version in staging of each model. */
  record OutcomesBody(List<OutcomeBody> items) {}

  @GetMapping
  ResponseEntity<PageBody<PolicyBody>> list(PageRequest page) {
    return pages.answer(policies.list(page).map(PolicyBody::of));
  }

  @GetMapping("/schema")
  GateSchemaBody schema() {
    return new GateSchemaBody(GateView.items());
  }

  @GetMapping("/{policy}")
  ResponseEntity<PolicyBody> read(@PathVariable String policy) {
    return answer(ResponseEntity.ok(), policies.read(policy));
  }

  @PutMapping("/{policy}")
  ResponseEntity<PolicyBody> save(
      @PathVariable String policy,
      @RequestBody PolicyDocumentBody request,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      Principal by) {
    Policies.Saved saved =
        policies.save(policy, request.document(), Revisions.expected(ifMatch), by);
    return answer(
        saved.created()
            ? ResponseEntity.created(URI.create("/api/v1/policies/" + policy))
            : ResponseEntity.ok(),
        saved.policy());
  }

  @DeleteMapping("/{policy}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(
      @PathVariable String policy,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      Principal by) {
    policies.delete(policy, Revisions.expected(ifMatch), by);
  }

  @PutMapping("/{policy}/prefixes")
  ResponseEntity<PolicyBody> setPrefixes(
      @PathVariable String policy, @RequestBody PrefixesBody request, Principal by) {
    return answer(ResponseEntity.ok(), policies.setPrefixes(policy, request.prefixes(), by));
  }

  @PostMapping("/{policy}/simulate")
  OutcomesBody simulate(
      @PathVariable String policy, @RequestBody SimulateBody request, Principal by) {
    PolicyDocumentBody document = request.document();
    return new OutcomesBody(
        simulations
            .simulate(policy, request.models(), document == null ? null : document.document(), by)
            .stream()
            .map(OutcomeBody::of)
            .toList());
  }

  private static ResponseEntity<PolicyBody> answer(
      ResponseEntity.BodyBuilder answer, Policy policy) {
    return answer.eTag(Revisions.etag(policy.revision())).body(PolicyBody.of(policy));
  }
}
